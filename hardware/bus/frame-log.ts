import type { FrameEntry } from '../device.ts';

export type { FrameEntry };

/** The last frames of a bus with their direction: the first thing that support asks for. */
export interface FrameLog {
  add(at: number, direction: FrameEntry['direction'], bytes: Uint8Array): void;
  entries(): readonly FrameEntry[];
}

const KEPT = 400;

export function frameLog(): FrameLog {
  const entries: FrameEntry[] = [];
  return {
    add(at, direction, bytes) {
      if (bytes.length === 0) return;
      entries.push({ at, direction, hex: hexOf(bytes) });
      if (entries.length > KEPT) entries.splice(0, entries.length - KEPT);
    },
    entries: () => [...entries],
  };
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}
