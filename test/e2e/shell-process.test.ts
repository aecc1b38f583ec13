import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasDisplayServer, openDisplay, type Display } from '../support/display.ts';
import { electronFolder } from '../support/electron-shell.ts';
import {
  kioskArguments,
  startBank,
  temporaryFolder,
  type Bank,
  type Folder,
} from '../support/product.ts';
import { root, runProgram, runToEnd } from '../support/program.ts';

/** The Electron process as its supervisor sees it: exit codes, sockets, sandbox. */
const electron = join(electronFolder, 'electron');
const entry = join(root, '.build', 'electron', 'electron.js');
const NOBODY = 65_534;
const BAD_INPUT = 2;
let folder: Folder;
let bank: Bank;
let display: Display;

describe.skipIf(!electronFolder || !hasDisplayServer)('the Electron process', () => {
  beforeAll(async () => {
    folder = temporaryFolder();
    display = await openDisplay();
    bank = await startBank({ transport: 'tcp' });
  });
  afterAll(async () => {
    await bank.stop();
    display.close();
    folder.remove();
  });
  const flags = (data: string): readonly string[] => [
    '--disable-gpu',
    entry,
    ...kioskArguments({ bank, data: folder.in(data) }),
  ];
  const env = (): NodeJS.ProcessEnv => ({ DISPLAY: display.name });

  test('it listens on no port, and a second one on the same data says so and ends', async () => {
    const args = ['--no-sandbox', ...flags('one')];
    const first = await runProgram(args, { command: electron, env: env() });
    expect(listeningSockets(first.pid)).toEqual([]);
    const second = await runToEnd(args, { command: electron, env: env() });
    expect(second.code).toBe(BAD_INPUT);
    expect(second.output).toContain('another kiosk already runs on');
    expect(await first.stop()).toBe(0);
  });

  test('bad input is named, each fault with its place, and no window opens', async () => {
    const cabinet = folder.file('bad.json', { model: 'x', columns: [], lockers: [{ number: 0 }] });
    const ended = await runToEnd(
      ['--no-sandbox', '--disable-gpu', entry, '--cabinet', cabinet, '--data', folder.in('bad')],
      { command: electron, env: env() },
    );
    expect(ended.code).toBe(BAD_INPUT);
    const reasons = ended.output.split('\n').filter((line) => line.startsWith('restante: '));
    expect(reasons.length).toBeGreaterThan(3);
    expect(reasons.every((line) => line.includes('bad.json: '))).toBe(true);
    expect(existsSync(folder.in('bad/restante.db'))).toBe(false);
  });

  const readable = electronFolder !== '' && isReadableByAll(entry) && isReadableByAll(electron);
  test.skipIf(process.getuid?.() !== 0 || !readable)(
    'as an ordinary user the page runs in the sandbox of the operating system',
    async () => {
      const data = folder.in('nobody');
      mkdirSync(data);
      chownSync(data, NOBODY, NOBODY);
      for (const path of [folder.path, join(bank.resolved, '..')]) chmodSync(path, 0o755);
      const drop = ['--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups', electron];
      const kiosk = await runProgram([...drop, ...flags('nobody')], {
        command: 'setpriv',
        env: { ...env(), HOME: data },
      });
      const renderers = processTree(kiosk.pid).filter((pid) => isRenderer(pid));
      expect(renderers.length).toBeGreaterThan(0);
      for (const pid of renderers) {
        // 2 is a system-call filter; and the page may never gain rights.
        expect(statusOf(pid, 'Seccomp')).toBe('2');
        expect(statusOf(pid, 'NoNewPrivs')).toBe('1');
        expect(statusOf(pid, 'Uid')?.split('\t')[0]).toBe(`${NOBODY}`);
      }
      expect(await kiosk.stop()).toBe(0);
    },
  );
});

function isReadableByAll(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return !path.startsWith('/root/');
  } catch {
    return false;
  }
}

/** This process and all below it. */
function processTree(pid: number): readonly number[] {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return [pid];
  const children = readdirSync(tasks).flatMap((task) =>
    readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(processTree)];
}

function isRenderer(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
}

function statusOf(pid: number, name: string): string | undefined {
  const line = new RegExp(`^${name}:\\t(.*)$`, 'm');
  return line.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
}

/** Inodes of listening TCP sockets that this process tree holds. */
function listeningSockets(pid: number): readonly string[] {
  const LISTEN = '0A';
  const listening = ['tcp', 'tcp6']
    .flatMap((kind) => readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTEN)
    .map((fields) => `socket:[${fields[9]}]`);
  const held = processTree(pid).flatMap((each) =>
    readdirSync(`/proc/${each}/fd`).map((fd) => linkOf(`/proc/${each}/fd/${fd}`)),
  );
  return listening.filter((socket) => held.includes(socket));
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
