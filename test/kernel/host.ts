import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { present } from '../../main/base/assert.ts';
import { sleep, systemClock } from '../../main/base/clock.ts';
import { simulateBank } from '../../hardware/simulator/bank.ts';
import type { GuestMessage, HostRequest } from './host-line.ts';

/**
 * Starts the small machine in QEMU, puts simulated boards behind its USB serial adapter, pulls and
 * pushes that adapter, and prints what the drivers in the machine made of it all.
 */
/** Less than a minute on a machine that does nothing else; four were seen on one that did. */
const WHOLE_RUN_MS = 400_000;

const [kernel = '', initrd = ''] = process.argv.slice(2);
const lane = dirname(initrd);
const socketAt = (name: string): string => join(lane, `${name}.sock`);
for (const name of ['boards', 'guest', 'monitor']) rmSync(socketAt(name), { force: true });

const bank = simulateBank({
  buses: [
    {
      id: 'doors',
      protocol: 'bcc-8a',
      line: { baud: 9_600 },
      supplyGapMs: 800,
      boards: [
        {
          address: 1,
          locks: 24,
          statusBytes: 3,
          feedback: 'open-short',
          statusByteOrder: 'highest-first',
          pulseMs: 300,
        },
      ],
    },
  ],
  badgeReaders: [],
  clock: systemClock,
  random: () => 0.5,
});
const boards = present(bank.buses.get('doors'), 'the simulated boards');

const boardsReady = listen('boards', (socket) => {
  boards.attach({
    write: (bytes) => void socket.write(bytes),
    onData: (listener) => {
      const forward = (bytes: Buffer): void => listener(new Uint8Array(bytes));
      socket.on('data', forward);
      return () => socket.off('data', forward);
    },
  });
});
let passed = 0;
let failed = 0;
let ended = false;
const guestReady = listen('guest', (socket) => {
  createInterface({ input: socket }).on('line', (line) => void heard(line, socket));
});
await Promise.all([boardsReady, guestReady]);

const qemu = spawn(
  'qemu-system-x86_64',
  [
    ...['-accel', 'tcg', '-m', '768', '-nographic', '-no-reboot', '-nodefaults'],
    ...['-kernel', kernel, '-initrd', initrd, '-append', 'console=ttyS0 quiet panic=-1'],
    ...['-serial', `file:${join(lane, 'console.log')}`],
    ...['-chardev', `socket,id=guest,path=${socketAt('guest')}`, '-serial', 'chardev:guest'],
    ...['-chardev', `socket,id=boards,path=${socketAt('boards')}`],
    ...['-device', 'qemu-xhci', '-device', 'usb-serial,chardev=boards,id=adapter'],
    ...['-monitor', `unix:${socketAt('monitor')},server,nowait`],
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
const overtime = setTimeout(() => qemu.kill('SIGKILL'), WHOLE_RUN_MS);
await new Promise((resolve) => qemu.once('exit', resolve));
clearTimeout(overtime);
if (passed + failed === 0) process.stderr.write(readFileSync(join(lane, 'console.log'), 'utf8'));
// A machine that never came to its end is a failure of its own.
process.stdout.write(`${passed} passed, ${failed + (ended ? 0 : 1)} failed\n`);
process.exit(failed === 0 && ended ? 0 : 1);

async function heard(line: string, socket: Socket): Promise<void> {
  if (!line.startsWith('{')) return;
  const message = JSON.parse(line) as GuestMessage;
  if ('end' in message) {
    ended = true;
    qemu.kill('SIGKILL');
  }
  if ('ask' in message) socket.write(`${JSON.stringify(await perform(message.ask))}\n`);
  if ('result' in message) {
    const good = message.problem === null;
    if (good) passed += 1;
    else failed += 1;
    process.stdout.write(`${good ? '✓' : '✗'} ${message.result}\n`);
    if (!good) process.stdout.write(`  ${message.problem}\n`);
  }
}

async function perform(request: HostRequest): Promise<unknown> {
  switch (request.do) {
    case 'unplug':
      return monitor('device_del adapter');
    case 'plug':
      return monitor('device_add usb-serial,chardev=boards,id=adapter');
    case 'shut':
      bank.door({ bus: 'doors', board: 1, lock: request.lock }).shut();
      return 'done';
    case 'unlocks':
      return boards.unlockFrames().length;
  }
}

async function monitor(command: string): Promise<string> {
  const socket = connect(socketAt('monitor'));
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(`${command}\n`);
  await sleep(systemClock, 300);
  socket.destroy();
  return 'done';
}

function listen(name: string, each: (socket: Socket) => void): Promise<void> {
  const server = createServer(each);
  server.unref();
  return new Promise((resolve) => server.listen(socketAt(name), resolve));
}
