import type { Credential } from '../../../main/base/credential.ts';

/**
 * rf IDEAS readers on a serial line, as USB serial device or over Ethernet: the ASCII Command Protocol
 * (user's manual, chapter 4). A command is a line, an answer stands in braces:
 * `{AGE,OVERRUN,LOCKOUT,BITCOUNT;ID}`. The reader may also print a prompt and repeat what it hears.
 */
export const acpCommand = {
  echoOff: 'rfid:cmd.echo=0',
  promptOff: 'rfid:cmd.prompt=0',
  /** Gives the card and clears age, overrun and bit count, so that each read is given once. */
  takeCard: 'rfid:qid.id',
} as const;

/** Commands that this driver can send; the settings in the reader's flash are not among them. */
export type AcpCommand = (typeof acpCommand)[keyof typeof acpCommand];

export function encodeAcp(command: AcpCommand): Uint8Array {
  return Uint8Array.from(Buffer.from(`${command}\r`, 'latin1'));
}

export type AcpAnswer =
  | { readonly kind: 'noCard' }
  | {
      readonly kind: 'card';
      /** Since the card was read, in the reader's steps of 48 ms; stops at FFFF. */
      readonly ageSteps: number;
      readonly overrun: number;
      readonly lockoutSteps: number;
      readonly bits: number;
      readonly hex: string;
    }
  /** The reader did not take the command: `Error#1` illegal, `#2` overrun, `#3`, `#4` range. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Braces whose inside is no card. */
  | { readonly kind: 'broken' };

export interface AcpState {
  readonly held: string;
}

export const noAcp: AcpState = { held: '' };

/** The longest answer is a card of 255 bits: 64 digits and about 24 characters around them. */
const LONGEST = 128;
const CARD = /^(?:0x)?([0-9A-F]+),(\d+),(?:0x)?([0-9A-F]+),(\d+);(?:0x)?([0-9A-F]*)$/i;
const REFUSED = /Error\s*#\s*(\d+)/i;

/** Prompts, echoes and line ends between the answers are skipped. */
export function readAcp(
  before: AcpState,
  bytes: Uint8Array,
): { readonly state: AcpState; readonly answers: readonly AcpAnswer[] } {
  let held = before.held;
  const answers: AcpAnswer[] = [];
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    const inside = held.startsWith('{');
    if (character === '{') held = '{';
    else if (inside && character === '}') {
      answers.push(answerOf(held.slice(1)));
      held = '';
    } else if (!inside && (byte === 0x0d || byte === 0x0a)) {
      const code = REFUSED.exec(held)?.[1];
      if (code !== undefined) answers.push({ kind: 'refused', code });
      held = '';
    } else if (inside && byte <= 0x20) {
      // The manual prints a long answer over two lines.
    } else if (held.length >= LONGEST) held = '';
    else held += character;
  }
  return { state: { held }, answers };
}

function answerOf(text: string): AcpAnswer {
  const match = CARD.exec(text);
  if (!match) return { kind: 'broken' };
  const [, age = '', overrun = '', lockout = '', bitCount = '', hex = ''] = match;
  const bits = Number(bitCount);
  if (bits === 0) return { kind: 'noCard' };
  // A card that does not fit into the bits that it is said to have was damaged on the way.
  if (bits > 255 || hex === '' || widthOf(hex) > bits) return { kind: 'broken' };
  return {
    kind: 'card',
    ageSteps: parseInt(age, 16),
    overrun: Number(overrun),
    lockoutSteps: parseInt(lockout, 16),
    bits,
    hex: hex.toUpperCase(),
  };
}

function widthOf(hex: string): number {
  const value = BigInt(`0x${hex}`);
  return value === 0n ? 0 : value.toString(2).length;
}

/** The card's bits; whether its parity is among them is a setting of the reader. */
export function acpCredential({ bits, hex }: AcpAnswer & { readonly kind: 'card' }): Credential {
  return { kind: 'bits', bits: BigInt(`0x${hex}`).toString(2).padStart(bits, '0') };
}
