import { parentPort, workerData } from 'node:worker_threads';
import { Exit, SOUND_FILE, TEXT_FILE, memorySystem, type MemorySystem } from './wasi.ts';

/**
 * flite in a thread of its own. Each sentence gets a fresh instance, whose memory is wiped afterwards;
 * the next one is made while the last sentence is heard, since that takes as long as the speaking.
 */
export interface FliteOrder {
  readonly text: string;
  readonly voice: string;
  /** Percent. */
  readonly rate: number;
}

export type FliteAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'spoke'; readonly wav: Uint8Array<ArrayBuffer> }
  | { readonly type: 'failed'; readonly why: string };

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread');
const module = new WebAssembly.Module(workerData as ArrayBuffer);

interface Prepared {
  readonly system: MemorySystem;
  readonly run: () => void;
}

let order: FliteOrder = { text: '', voice: '', rate: 100 };
let prepared: Prepared | null = prepare();
port.postMessage({ type: 'ready' } satisfies FliteAnswer);

port.on('message', (wanted: FliteOrder) => {
  order = wanted;
  const { system, run } = prepared ?? prepare();
  prepared = null;
  const code = exitOf(run);
  const wav = system.written() as Uint8Array<ArrayBuffer>;
  system.wipe();
  order = { text: '', voice: '', rate: 100 };
  if (code === 0) port.postMessage({ type: 'spoke', wav } satisfies FliteAnswer, [wav.buffer]);
  else port.postMessage({ type: 'failed', why: `ended with ${code}` } satisfies FliteAnswer);
  prepared = prepare();
});

function prepare(): Prepared {
  const system = memorySystem(
    () =>
      ['flite', '-voice', order.voice, '--setf', `duration_stretch=${100 / order.rate}`].concat([
        ...['-f', TEXT_FILE, '-o', SOUND_FILE],
      ]),
    () => new TextEncoder().encode(order.text),
  );
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: system.imports });
  system.attach(instance.exports['memory'] as WebAssembly.Memory);
  return { system, run: instance.exports['_start'] as () => void };
}

function exitOf(run: () => void): number | string {
  try {
    run();
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    return error instanceof Error ? error.message : String(error);
  }
}
