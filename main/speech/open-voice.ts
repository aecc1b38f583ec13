import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Clip } from '../contract/audio.ts';
import { localeSchema, type Locale } from '../contract/view.ts';
import { engineChain } from './chain.ts';
import { clipMemory } from './clip-memory.ts';
import type { SpeechEngine } from './engine.ts';
import { espeak } from './espeak.ts';
import { flite } from './flite/engine.ts';
import { openPack } from './pack/prompt-pack.ts';
import { say, type SayModule } from './say.ts';
import { createVoice, type RunningVoice } from './voice.ts';
import { readWav } from './wav.ts';

/** The voice of this machine: its engines in order, the packs that were built, the stored lines. */
export interface OpenVoiceOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** `assets/speech`. */
  readonly folder: string;
  /** flite's thread in a built product. */
  readonly fliteWorker?: URL;
}

export const LOCALES: readonly Locale[] = localeSchema.options;
export const OUT_OF_ORDER = 'out-of-order';

export function machineEngines({
  clock,
  fliteWorker,
}: Pick<OpenVoiceOptions, 'clock' | 'fliteWorker'>): readonly SpeechEngine[] {
  return [
    espeak({ clock }),
    flite({ clock, ...(fliteWorker ? { worker: fliteWorker } : {}) }),
    say({
      clock,
      platform: process.platform,
      load: async () => createRequire(import.meta.url)('say') as SayModule,
    }),
  ];
}

export async function openVoice(options: OpenVoiceOptions): Promise<RunningVoice> {
  const { folder, log } = options;
  const chain = engineChain(machineEngines(options), LOCALES, log);
  await chain.probe();
  return createVoice({
    chain,
    log,
    memory: clipMemory(),
    packs: packFolders(folder).flatMap((each) => openPack(join(folder, each)) ?? []),
    outOfOrder: (locale) => storedLine(join(folder, OUT_OF_ORDER, `${locale}.wav`)),
  });
}

export async function storedLine(path: string): Promise<Clip | null> {
  try {
    const wav = readWav(await readFile(path));
    if (!wav.ok) return null;
    const { pcm, sampleRate } = wav.value;
    return { pcm, sampleRate, ms: Math.round((pcm.length * 1_000) / sampleRate) };
  } catch {
    return null;
  }
}

function packFolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => localeSchema.safeParse(name).success);
  } catch {
    return [];
  }
}
