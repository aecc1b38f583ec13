import { credentialOf } from '../../main/base/credential.ts';

/** A card is given as its bits, or as hexadecimal digits with four bits each. */
export function cardBits(number: string): string | null {
  const card = credentialOf(number);
  if (card.kind === 'bits') return card.bits;
  const digits = card.kind === 'uid' ? card.hex : card.text;
  if (!/^[0-9A-F]{1,63}$/i.test(digits)) return null;
  return Array.from(digits, (digit) => parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
}

/** The bytes of a chip's own number. */
export function cardUid(number: string): Uint8Array | null {
  const hex = number.replace(/^uid:/i, '');
  return /^(?:[0-9A-F]{2}){1,32}$/i.test(hex) ? Uint8Array.from(Buffer.from(hex, 'hex')) : null;
}
