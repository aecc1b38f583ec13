import { codeDigits } from './codes.ts';

/**
 * Our own barcodes: what is printed or sent to a phone for somebody who would otherwise type. The form
 * names its kind, so nothing has to be guessed, and it holds only capitals, digits and colons, which a
 * QR code packs closest and a Code 128 can carry too: `RST:P:48291376`.
 */
export type OwnCodeKind = 'pickup' | 'storage' | 'oneTime' | 'carrier' | 'userBadge';

export interface OwnCode {
  readonly kind: OwnCodeKind;
  /** Digits; a Badge ID may hold capitals too. */
  readonly value: string;
}

const LETTERS = {
  pickup: 'P',
  storage: 'S',
  oneTime: 'O',
  carrier: 'C',
  userBadge: 'U',
} as const satisfies Record<OwnCodeKind, string>;
const KINDS = Object.keys(LETTERS) as readonly OwnCodeKind[];
const FORM = /^RST:([PSOCU]):([0-9A-Z-]{1,64})$/;

export function ownCodeText({ kind, value }: OwnCode): string {
  return `RST:${LETTERS[kind]}:${value.toUpperCase()}`;
}

/** Null for whatever is not of our form; no scanner's habit of small letters stands in the way. */
export function readOwnCode(text: string): OwnCode | null {
  const [, letter, value] = FORM.exec(text.trim().toUpperCase()) ?? [];
  const kind = KINDS.find((each) => LETTERS[each] === letter);
  if (kind === undefined || value === undefined) return null;
  if (kind === 'userBadge') return { kind, value };
  const digits = codeDigits(value);
  return digits === null ? null : { kind, value: digits };
}
