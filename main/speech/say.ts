import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { fault, ok, type Result } from '../base/result.ts';
import type { SpeechEngine, SpeechFault } from './engine.ts';
import { plain } from './speakable.ts';
import { readWav } from './wav.ts';

/**
 * The voice of macOS or Windows through the `say` package, when nothing better is there. Never on
 * Linux: there it is festival, which takes text as a program and cannot write a file. What it speaks
 * passes through argv and a file on disk, so it speaks nothing personal.
 */
export interface SayModule {
  /** The running program, from `export` on. */
  readonly child: {
    on(event: 'error', listener: (error: Error) => void): unknown;
    kill(): unknown;
  } | null;
  export(
    text: string,
    voice: string | null,
    speed: number | null,
    path: string,
    done: (error: unknown) => void,
  ): void;
}

export interface SayOptions {
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  readonly load: () => Promise<SayModule>;
}

const SPEAK_MS = 5_000;

export function say({ clock, platform, load }: SayOptions): SpeechEngine {
  let module: SayModule | null = null;

  /** Errors: it is not there, ended badly, or did not end; it is killed then. */
  function write(text: string, rate: number, path: string): Promise<Result<null, SpeechFault>> {
    return new Promise((resolve) => {
      const timer = clock.setTimeout(() => {
        resolve(fault('speech.hung', `say: nothing within ${SPEAK_MS} ms`));
        module?.child?.kill();
      }, SPEAK_MS);
      const end = (outcome: Result<null, SpeechFault>): void => {
        clock.clearTimeout(timer);
        resolve(outcome);
      };
      try {
        module?.export(text, null, rate / 100, path, (error) =>
          end(error ? fault('speech.crashed', 'say: ended badly') : ok(null)),
        );
        // In the same tick, or a program that is missing ends the kiosk.
        module?.child?.on('error', (error) =>
          end(fault('speech.missing', `say: ${error.message}`)),
        );
      } catch (error) {
        end(fault('speech.missing', `say: ${error instanceof Error ? error.message : 'gone'}`));
      }
    });
  }

  return {
    name: 'say',
    keepsSecrets: false,
    async probe() {
      if (platform !== 'darwin' && platform !== 'win32')
        return fault('speech.missing', `say: not used on ${platform}`);
      try {
        module = await load();
        // Which language the system's own voice speaks is not told; English is what it can at least.
        return ok(['en']);
      } catch {
        return fault('speech.missing', 'say: its package is not here');
      }
    },
    identity: (locale) =>
      module !== null && locale === 'en'
        ? { engine: 'say', version: platform, voice: 'system' }
        : null,
    async speak({ text, rate }) {
      const safe = plain(text);
      if (safe === '') return fault('speech.noWords', 'say: nothing left to say');
      const folder = await mkdtemp(join(tmpdir(), 'restante-say-'));
      try {
        const path = join(folder, 'clip.wav');
        const written = await write(safe, rate, path);
        return written.ok ? readWav(await readFile(path)) : written;
      } catch (error) {
        return fault('speech.crashed', `say: ${error instanceof Error ? error.message : 'gone'}`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    rest: () => undefined,
  };
}
