import { bitsOfBytes, hexOfBytes, type Credential } from '../../../main/base/credential.ts';

/**
 * rf IDEAS pcProx and WAVE ID readers by HID feature reports of eight bytes without a number, as the
 * public `protocol.md` of micolous/pcprox describes them (tried there on an RDR-6081, firmware 7.3.0).
 * A question is written, then its answer is fetched. Pure.
 *
 * After a question for a page of settings the *next report written would become that page*. So an
 * answer is fetched before anything else is written, and only four questions can be built at all.
 */
export const pcproxQuestions = {
  /** How many parity bits are cut off, and whether the reader also types. */
  settings: 0x80,
  firmware: 0x8a,
  card: 0x8f,
  /** How many bits of the card there are; holds only right after `card`. */
  bits: 0x8e,
} as const;
export type PcproxQuestion = keyof typeof pcproxQuestions;

export const REPORT_BYTES = 8;

export function encodeQuestion(question: PcproxQuestion): Uint8Array {
  const report = new Uint8Array(REPORT_BYTES);
  report[0] = pcproxQuestions[question];
  return report;
}

export interface PcproxSettings {
  /** Bits that the reader has cut off before and after the card's data; it never checks them. */
  readonly leadParity: number;
  readonly trailParity: number;
  /** It also types the number like a keyboard, into whatever is on the screen. */
  readonly types: boolean;
}

const HALT_KEYBOARD = 0x80;

export function readSettings(report: Uint8Array): PcproxSettings {
  const parity = report[2] ?? 0;
  return {
    leadParity: parity & 0x0f,
    trailParity: parity >> 4,
    types: ((report[7] ?? 0) & HALT_KEYBOARD) === 0,
  };
}

/** `7.3.0`. */
export function readFirmware(report: Uint8Array): string {
  const low = report[2] ?? 0;
  return `${report[3] ?? 0}.${low >> 4}.${low & 0x0f}`;
}

/** Eight zeros: nothing lies there. A card of nothing but zeros cannot be told from that. */
export function isEmpty(card: Uint8Array): boolean {
  return card.every((byte) => byte === 0);
}

/** What was wrong with the two answers, never with the number. */
export type PcproxCard = { readonly credential: Credential } | { readonly broken: string };

/**
 * The card of two answers. Its bytes come with the lowest first; an `x` stands for each parity bit
 * that was cut off, so that every other bit has its place.
 */
export function readCard(
  card: Uint8Array,
  bits: Uint8Array,
  { leadParity, trailParity }: PcproxSettings,
): PcproxCard {
  const [count = 0, again] = bits;
  if (count === 0 || count !== again) return { broken: 'its length is not told twice the same' };
  if (count > REPORT_BYTES * 8) return { broken: `${count} bits do not fit into one report` };
  const all = bitsOfBytes(card.slice(0, REPORT_BYTES).reverse());
  const data = all.slice(-count);
  if (all.slice(0, -count).includes('1')) return { broken: `it has more than ${count} bits` };
  return {
    credential: {
      kind: 'bits',
      bits: 'x'.repeat(leadParity) + data + 'x'.repeat(trailParity),
    },
  };
}

/** Whether two answers show the same card. */
export function cardKey(card: Uint8Array): string {
  return hexOfBytes(card);
}
