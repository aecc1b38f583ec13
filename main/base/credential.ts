/**
 * What a card told its reader, before anybody decides what of it is the number. Digits stay text: a
 * 37-bit card does not fit into what people expect, and leading zeros count.
 */
export type Credential =
  /**
   * First bit on the wire first, as `0` and `1`. Where the reader has cut off the parity bits, an `x`
   * stands in the place of each, so that every other bit keeps its place.
   */
  | { readonly kind: 'bits'; readonly bits: string }
  /** The chip's own number, upper-case hexadecimal, in the order in which the reader gives its bytes. */
  | { readonly kind: 'uid'; readonly hex: string }
  /** What a reader prints: its settings have already made a text of the number. */
  | { readonly kind: 'text'; readonly text: string };

/** No card holds more: rf IDEAS readers give up to 255 bits, an OSDP reply of one frame about as many. */
export const MAX_BADGE_BITS = 256;
const MARKED = /^(?:bits:([01x]{1,256})|uid:((?:[0-9A-F]{2}){1,32}))$/;

/**
 * The credential as one text, which is how two taps are compared and a card is handed to the learner
 * of badge formats: a printed text as it is, the others behind a mark. People are never looked up by it.
 */
export function rawOf(credential: Credential): string {
  switch (credential.kind) {
    case 'bits':
      return `bits:${credential.bits}`;
    case 'uid':
      return `uid:${credential.hex}`;
    case 'text':
      return credential.text;
  }
}

export function credentialOf(raw: string): Credential {
  const [, bits, hex] = MARKED.exec(raw) ?? [];
  if (bits !== undefined) return { kind: 'bits', bits };
  if (hex !== undefined) return { kind: 'uid', hex };
  return { kind: 'text', text: raw };
}

/** The bits of whole bytes, most significant first. */
export function bitsOfBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
}

export function hexOfBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

/**
 * How a credential reads where no format says otherwise: a printed text and a chip's number as they
 * are; bits in hexadecimal where they are whole bytes, else one by one, so that none is lost.
 */
export function plainText(credential: Credential): string {
  switch (credential.kind) {
    case 'text':
      return credential.text;
    case 'uid':
      return credential.hex;
    case 'bits': {
      const { bits } = credential;
      if (bits.length % 8 !== 0 || bits.includes('x')) return bits;
      return hexOfBits(bits);
    }
  }
}

/** Four bits to a digit; the first digit holds what is over. */
export function hexOfBits(bits: string): string {
  return BigInt(`0b${bits}`)
    .toString(16)
    .toUpperCase()
    .padStart(Math.ceil(bits.length / 4), '0');
}
