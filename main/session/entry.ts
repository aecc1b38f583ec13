/**
 * What a person types, key by key, as a pure value: codes, PINs, names, passwords. Keys come from the
 * screen, a keyboard or the tactile keypad and mean the same. No rule about what was typed lives here.
 */
export interface Entry {
  readonly id: string;
  readonly kind: 'digits' | 'text';
  readonly secret: boolean;
  readonly maxLength: number;
  readonly text: string;
  /** Which signs the keys carry; only text has more than one. */
  readonly layer: EntryLayer;
}

export type EntryLayer = 'lower' | 'upper' | 'signs';

export interface EntryKind {
  readonly kind: Entry['kind'];
  readonly secret: boolean;
  readonly maxLength: number;
}

export function emptyEntry(id: string, { kind, secret, maxLength }: EntryKind): Entry {
  return { id, kind, secret, maxLength, text: '', layer: 'lower' };
}

/** One key. A sign that does not belong, or does not fit any more, changes nothing. */
export function typed(entry: Entry, key: string): Entry {
  switch (key) {
    case 'correct':
      return { ...entry, text: Array.from(entry.text).slice(0, -1).join('') };
    case 'lower':
    case 'upper':
    case 'signs':
      return entry.kind === 'text' ? { ...entry, layer: key } : entry;
    default: {
      const belongs = entry.kind === 'digits' ? /^\d$/ : /^[^\p{C}]$/u;
      const length = Array.from(entry.text).length;
      if (!belongs.test(key) || length >= entry.maxLength) return entry;
      // A capital is mostly one letter.
      const layer = entry.layer === 'upper' ? 'lower' : entry.layer;
      return { ...entry, text: entry.text + key, layer };
    }
  }
}

export function isFull(entry: Entry): boolean {
  return Array.from(entry.text).length >= entry.maxLength;
}

/** What the screen may show: a secret only by its length. Digits stand in groups of three. */
export function shown(entry: Entry): string {
  if (entry.secret) return '•'.repeat(Array.from(entry.text).length);
  if (entry.kind === 'digits') return entry.text.replace(/(\d{3})(?=\d)/g, '$1\u202f');
  return entry.text;
}
