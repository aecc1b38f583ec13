import type { Expect, Scan } from '../../bus/exchange.ts';
import type { DoorState } from '../../device.ts';
import type { UnlockReply } from '../protocol.ts';
import { crc16 } from '../modbus/codec.ts';

/**
 * Our own protocol of text lines for boards built from a microcontroller; `README.md` beside this file
 * is its specification. Two requests exist: how all doors stand, and one pulse for one lock.
 */
export const LONGEST_LINE = 96;
const MOST_BOARDS = 99;
const MOST_LOCKS = 64;
const PULSE_MS = { shortest: 50, longest: 1_000 } as const;

export function encodeDoors(board: number): Uint8Array {
  return lineOf(`@${within(board, 1, MOST_BOARDS, 'board')} DOORS?`);
}

/** The board pulses this lock once and ends the pulse by itself. */
export function encodeUnlock(board: number, lock: number, pulseMs: number): Uint8Array {
  const to = within(board, 1, MOST_BOARDS, 'board');
  const what = within(lock, 1, MOST_LOCKS, 'lock');
  const ms = within(pulseMs, PULSE_MS.shortest, PULSE_MS.longest, 'pulse of ms');
  return lineOf(`@${to} UNLOCK ${what} ${ms}`);
}

const DOORS: Readonly<Record<string, DoorState>> = { '0': 'closed', '1': 'open', '?': 'unknown' };

export function expectDoors(board: number, locks: number): Expect<readonly DoorState[]> {
  const head = `@${board} DOORS `;
  return (bytes) =>
    scanLine(bytes, [head], (text) => {
      const states = [...text.slice(head.length)].map((sign) => DOORS[sign]);
      const known = states.filter((state) => state !== undefined);
      return states.length === locks && known.length === locks ? known : null;
    });
}

/** `OK` repeats lock and time; `NO` says that the board did not pulse, and why. */
export function expectUnlocked(board: number, lock: number, pulseMs: number): Expect<UnlockReply> {
  const done = `@${board} OK ${lock} ${pulseMs}`;
  const refused = `@${board} NO ${lock} `;
  return (bytes) =>
    scanLine(bytes, [done, refused], (text) =>
      text === done ? 'accepted' : text.startsWith(refused) ? 'failed' : null,
    );
}

const LF = 0x0a;
const CR = 0x0d;

/** A line that begins like one of `heads`, is short enough, printable, and whose check fits. */
function scanLine<Reply>(
  bytes: Uint8Array,
  heads: readonly string[],
  meaning: (text: string) => Reply | null,
): Scan<Reply> {
  if (!heads.some((head) => beginsLike(bytes, head))) return { found: 'noise' };
  const line = nextLine(bytes);
  if (line.found !== 'reply') return line;
  const text = checked(line.reply);
  const reply = text === null ? null : meaning(text);
  return reply === null ? { found: 'noise' } : { found: 'reply', reply, length: line.length };
}

/** The text of the first line without its end. It may end in CR LF, as `println` of boards does. */
export function nextLine(bytes: Uint8Array): Scan<string> {
  const end = bytes.indexOf(LF);
  const line = end < 0 ? bytes : bytes.subarray(0, end);
  const text = line.at(-1) === CR ? line.subarray(0, -1) : line;
  const length = end + 1;
  if (line.length >= LONGEST_LINE || text.some((byte) => byte < 0x20 || byte > 0x7e))
    return { found: 'noise' };
  return end < 0
    ? { found: 'more' }
    : { found: 'reply', reply: String.fromCharCode(...text), length };
}

/** What stands before the check, or null where the check is missing or does not fit. */
export function checked(line: string): string | null {
  const [, text, check] = /^(@.+) \*([0-9A-F]{4})$/.exec(line) ?? [];
  return text !== undefined && check === checkOf(text) ? text : null;
}

/** CRC-16/MODBUS over everything before the star, in four capital hex digits. */
export function checkOf(text: string): string {
  const codes = Array.from(`${text} `, (sign) => sign.charCodeAt(0));
  return crc16(codes).toString(16).toUpperCase().padStart(4, '0');
}

export function lineOf(text: string): Uint8Array {
  return Uint8Array.from(`${text} *${checkOf(text)}\n`, (sign) => sign.charCodeAt(0));
}

function beginsLike(bytes: Uint8Array, head: string): boolean {
  const known = Math.min(bytes.length, head.length);
  for (let i = 0; i < known; i += 1) if (bytes[i] !== head.charCodeAt(i)) return false;
  return true;
}

function within(value: number, least: number, most: number, what: string): number {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`There is no ${what} ${value}`);
  return value;
}
