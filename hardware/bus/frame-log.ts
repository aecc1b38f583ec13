import type { FrameEntry } from '../device.ts';

export type { FrameEntry };

/** The last frames of a bus with their direction: the first thing that support asks for. */
export interface FrameLog {
  add(at: number, direction: FrameEntry['direction'], bytes: Uint8Array): void;
  /** What was done to the line, in words. */
  note(at: number, words: string): void;
  entries(): readonly FrameEntry[];
}

/** Bytes of frames that are kept, about a minute of 20 polled boards; a storm of noise pushes out the oldest. */
const KEPT_BYTES = 32_768;
/** What an entry weighs beside its bytes. */
const ENTRY_BYTES = 16;

interface Kept {
  readonly at: number;
  readonly direction: FrameEntry['direction'];
  readonly bytes: Uint8Array;
  readonly words?: string;
}

export function frameLog(keptBytes = KEPT_BYTES): FrameLog {
  const kept: Kept[] = [];
  let weight = 0;

  function keep(entry: Kept): void {
    kept.push(entry);
    weight += weightOf(entry);
    let gone = 0;
    for (; weight > keptBytes; gone += 1) {
      const oldest = kept[gone];
      if (!oldest) break;
      weight -= weightOf(oldest);
    }
    if (gone > 0) kept.splice(0, gone);
  }

  return {
    add(at, direction, bytes) {
      if (bytes.length === 0) return;
      // The last part of one chunk that is larger than the whole log.
      keep({ at, direction, bytes: bytes.slice(-(keptBytes - ENTRY_BYTES)) });
    },
    note: (at, words) => keep({ at, direction: 'note', bytes: new Uint8Array(), words }),
    // In words only when somebody looks: boards are polled all day.
    entries: () =>
      kept.map(({ at, direction, bytes, words }) => ({
        at,
        direction,
        hex: words ?? hexOf(bytes),
      })),
  };
}

function weightOf({ bytes, words }: Kept): number {
  return ENTRY_BYTES + bytes.length + (words?.length ?? 0);
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}
