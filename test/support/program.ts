import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** A program of this project as a process of its own, the way it runs in a cabinet. */
export interface Program<Ready> {
  readonly ready: Ready;
  readonly pid: number;
  /** Everything that it has written, both streams. */
  output(): string;
  /** SIGKILL: no farewell. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  readonly exited: Promise<number | null>;
}

export const root = join(import.meta.dirname, '..', '..');
const READY = / ready (\{.*\})$/m;
const READY_WITHIN_MS = 60_000;

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly command?: string;
}

/** Resolves when the program says that it is ready; rejects with its output when it ends before. */
export async function runProgram<Ready>(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Program<Ready>> {
  const { child, output, exited } = launch(args, options);
  const ready = await new Promise<Ready>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`not ready in time:\n${output()}`)),
      READY_WITHIN_MS,
    );
    child.stdout?.on('data', () => {
      const found = READY.exec(output());
      if (!found?.[1]) return;
      clearTimeout(late);
      resolve(JSON.parse(found[1]) as Ready);
    });
    void exited.then((code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${code}:\n${output()}`));
    });
  });
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return exited;
  };
  return {
    ready,
    pid: child.pid ?? -1,
    output,
    exited,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

/** Runs a program that is expected to end by itself. */
export async function runToEnd(
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const { output, exited } = launch(args, options);
  return { code: await exited, output: output() };
}

function launch(
  args: readonly string[],
  options: RunOptions,
): { child: ChildProcess; output: () => string; exited: Promise<number | null> } {
  const child = spawn(options.command ?? process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, ...options.env },
    // Its end of this pipe closes when the test process dies, however it dies.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin?.on('error', () => undefined);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => (text += bytes.toString('utf8')));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => text, exited };
}
