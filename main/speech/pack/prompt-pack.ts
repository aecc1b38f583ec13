import { readFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clip } from '../../contract/audio.ts';
import type { Locale } from '../../contract/view.ts';
import { clipKey } from '../clip-key.ts';
import { unpackSamples } from './adpcm.ts';
import { contentName, INDEX_FILE, packIndexSchema, type PackIndex } from './pack-index.ts';

/**
 * Fixed prompts that were spoken when the product was built. They need no engine: a kiosk whose
 * espeak-ng is gone still speaks German where only the text is fixed. A damaged clip is no clip.
 */
export interface PromptPack {
  clip(text: string, rate: number): Promise<Clip | null>;
  readonly locale: Locale;
  readonly size: number;
  close(): void;
}

/** Null when there is none, or none that can be understood. */
export function openPack(folder: string): PromptPack | null {
  const index = readIndex(folder);
  if (!index) return null;
  const { locale, sampleRate } = index;
  const clips = new Map(Object.entries(index.clips));
  let file: Promise<FileHandle> | null = null;

  async function read(at: number, bytes: number): Promise<Uint8Array> {
    file ??= open(join(folder, index?.sound ?? ''));
    const packed = new Uint8Array(bytes);
    await (await file).read(packed, 0, bytes, at);
    return packed;
  }

  return {
    locale,
    size: clips.size,
    async clip(text, rate) {
      const found = rate === index.rate ? clips.get(clipKey(index, locale, rate, text)) : undefined;
      if (!found) return null;
      const [at, bytes, samples, hash] = found;
      try {
        const packed = await read(at, bytes);
        if (contentName(packed) !== hash) return null;
        const ms = Math.round((samples * 1_000) / sampleRate);
        return { pcm: unpackSamples(packed, samples), sampleRate, ms };
      } catch {
        return null;
      }
    },
    close: () => void file?.then((handle) => handle.close()).catch(() => undefined),
  };
}

function readIndex(folder: string): PackIndex | null {
  try {
    const index = packIndexSchema.safeParse(
      JSON.parse(readFileSync(join(folder, INDEX_FILE), 'utf8')),
    );
    return index.success ? index.data : null;
  } catch {
    return null;
  }
}
