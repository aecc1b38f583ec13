import { spawn } from 'node:child_process';
import type { Clock } from '../base/clock.ts';
import { fault, ok, type Result } from '../base/result.ts';
import type { SpeechFault } from './engine.ts';

/**
 * A program that reads its standard input to the end and answers on its standard output. It is started
 * first and given its text later, so that it can stand ready with its voice loaded.
 */
export interface Waiting {
  /** False when it ended before it was asked. */
  alive(): boolean;
  /** Gives it the text and takes what it says. Errors: it ended badly, was silent too long, never stopped. */
  finish(input: string, deadlineMs: number): Promise<Result<Uint8Array, SpeechFault>>;
  kill(): void;
}

export interface ProgramOptions {
  readonly command: string;
  /** Never a word of what is said: everybody on the machine can read them. */
  readonly args: readonly string[];
  readonly clock: Clock;
  /** More than this is an engine that does not stop. */
  readonly mostBytes: number;
}

export function startProgram({ command, args, clock, mostBytes }: ProgramOptions): Waiting {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let ended: Result<null, SpeechFault> | null = null;
  let tell: ((outcome: Result<null, SpeechFault>) => void) | null = null;
  const child = spawn(command, args, {
    // Nothing of ours is for it, and a data folder in its working directory would be taken.
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // In the same tick: a program that is not there says so before anybody else can listen.
  child.on('error', (error) => end(fault('speech.missing', `${command}: ${error.message}`)));
  child.stdin.on('error', () => undefined);
  child.stdout.on('error', () => undefined);
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBytes)
      return end(fault('speech.tooLong', `${command}: more than ${mostBytes} bytes`));
    chunks.push(chunk);
  });
  child.on('close', (code, signal) =>
    end(
      code === 0 ? ok(null) : fault('speech.crashed', `${command}: ended with ${code ?? signal}`),
    ),
  );

  function end(outcome: Result<null, SpeechFault>): void {
    if (ended) return;
    ended = outcome;
    if (!outcome.ok) child.kill('SIGKILL');
    tell?.(outcome);
  }

  return {
    alive: () => ended === null,
    async finish(input, deadlineMs) {
      const timer = clock.setTimeout(
        () => end(fault('speech.hung', `${command}: nothing within ${deadlineMs} ms`)),
        deadlineMs,
      );
      child.stdin.end(input);
      const outcome =
        ended ?? (await new Promise<Result<null, SpeechFault>>((told) => (tell = told)));
      clock.clearTimeout(timer);
      const all = Buffer.concat(chunks);
      // What was said may be a name.
      for (const chunk of chunks) chunk.fill(0);
      return outcome.ok ? ok(all) : outcome;
    },
    kill: () => end(fault('speech.crashed', `${command}: not needed any more`)),
  };
}
