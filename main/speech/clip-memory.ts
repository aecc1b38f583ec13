import type { Clip } from '../contract/audio.ts';

/**
 * Clips in memory, the least used one given up first. Personal ones live nowhere else; theirs are
 * overwritten when they go. Whoever plays a clip sends a copy of its own.
 */
export interface ClipMemory {
  get(key: string): Clip | null;
  put(key: string, clip: Clip, personal: boolean): void;
  /** Overwrites and drops every personal clip. */
  forget(): void;
  bytes(): number;
}

/** About six minutes of speech: some ten full screens. */
export const MOST_BYTES = 16 * 1_024 * 1_024;

export function clipMemory(mostBytes = MOST_BYTES): ClipMemory {
  const clips = new Map<string, { readonly clip: Clip; readonly personal: boolean }>();
  let held = 0;

  function drop(key: string): void {
    const found = clips.get(key);
    if (!found) return;
    clips.delete(key);
    held -= found.clip.pcm.byteLength;
    if (found.personal) found.clip.pcm.fill(0);
  }

  return {
    get(key) {
      const found = clips.get(key);
      if (!found) return null;
      clips.delete(key);
      clips.set(key, found);
      return found.clip;
    },
    put(key, clip, personal) {
      drop(key);
      clips.set(key, { clip, personal });
      held += clip.pcm.byteLength;
      for (const oldest of clips.keys()) {
        if (held <= mostBytes || oldest === key) break;
        drop(oldest);
      }
    },
    forget() {
      for (const [key, { personal }] of [...clips]) if (personal) drop(key);
    },
    bytes: () => held,
  };
}
