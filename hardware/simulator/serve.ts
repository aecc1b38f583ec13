import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sleep, type Clock } from '../../main/base/clock.ts';
import { present } from '../../main/base/assert.ts';
import { serialPort } from '../port/serial-port.ts';
import type { SimulatedBank } from './bank.ts';
import type { Pluggable } from './memory-cable.ts';

/** Puts a simulated bank behind real cables: TCP sockets or pseudo-terminals. */
export interface ServedBank {
  /** What the cabinet file must name for each device. */
  readonly ports: Readonly<Record<string, string>>;
  unplug(device: string): Promise<void>;
  plug(device: string): Promise<void>;
  close(): Promise<void>;
}

interface Cable {
  readonly port: string;
  unplug(): Promise<void>;
  plug(): Promise<void>;
}

/** `both`: pseudo-terminals and sockets by turns. */
export const transports = ['tcp', 'pty', 'both'] as const;
export type Transport = (typeof transports)[number];

export async function serveBank(
  bank: SimulatedBank,
  devices: readonly string[],
  options: { readonly transport: Transport; readonly dir: string; readonly clock: Clock },
): Promise<ServedBank> {
  const cables = new Map<string, Cable>();
  for (const [i, id] of devices.entries()) {
    const device = present<Pluggable>(
      [bank.buses, bank.readers, bank.scanners, bank.keypads]
        .map((each) => each.get(id))
        .find((each) => each !== undefined),
      `device ${id}`,
    );
    cables.set(
      id,
      // A pseudo-terminal is no HID device.
      device.overHid || options.transport === 'tcp' || (options.transport === 'both' && i % 2 === 1)
        ? await tcpCable(device)
        : await ptyCable(device, id, options.dir, options.clock),
    );
  }
  const cable = (id: string): Cable => present(cables.get(id), `cable of ${id}`);
  return {
    ports: Object.fromEntries([...cables].map(([id, { port }]) => [id, port])),
    unplug: (id) => cable(id).unplug(),
    plug: (id) => cable(id).plug(),
    close: async () => {
      for (const each of cables.values()) await each.unplug();
    },
  };
}

async function tcpCable(device: Pluggable): Promise<Cable> {
  const sockets = new Set<Socket>();
  let server: Server = await listen(0);
  const { port } = server.address() as { port: number };

  function listen(at: number): Promise<Server> {
    const fresh = createServer((socket) => {
      sockets.add(socket);
      socket.setNoDelay(true);
      const detach = device.attach({
        write: (bytes) => {
          if (!socket.destroyed) socket.write(bytes);
        },
        onData: (listener) => {
          const forward = (bytes: Buffer): void => listener(new Uint8Array(bytes));
          socket.on('data', forward);
          return () => socket.off('data', forward);
        },
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        detach();
      });
    });
    return new Promise((resolve) => fresh.listen(at, '127.0.0.1', () => resolve(fresh)));
  }

  return {
    port: `${device.overHid ? 'hid+' : ''}tcp://127.0.0.1:${port}`,
    unplug: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    plug: async () => {
      if (!server.listening) server = await listen(port);
    },
  };
}

const PTY_READY_MS = 10;
const PTY_TRIES = 300;

/** A pair of pseudo-terminals; `socat` holds them, so killing it is pulling the cable. */
async function ptyCable(device: Pluggable, id: string, dir: string, clock: Clock): Promise<Cable> {
  const [near, far] = [join(dir, id), join(dir, `${id}-far`)];
  let socat: ChildProcess | null = null;

  async function plug(): Promise<void> {
    if (socat) return;
    socat = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], {
      stdio: 'ignore',
    });
    for (let tries = 0; !existsSync(near) || !existsSync(far); tries += 1) {
      if (tries > PTY_TRIES) throw new Error('socat did not make its pseudo-terminals');
      await sleep(clock, PTY_READY_MS);
    }
    const line = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
    const opened = await serialPort(far, line, clock).open();
    if (!opened.ok) throw new Error(opened.error.message);
    const detach = device.attach({
      write: (bytes) => void opened.value.write(bytes),
      onData: opened.value.onData,
    });
    opened.value.onClose(detach);
  }

  async function unplug(): Promise<void> {
    const child = socat;
    socat = null;
    if (!child || child.exitCode !== null) return;
    await new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGKILL');
    });
  }

  await plug();
  return { port: near, plug, unplug };
}
