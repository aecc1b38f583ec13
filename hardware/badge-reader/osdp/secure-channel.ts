import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { MAC_BYTES, sealed, unsigned, type OsdpFrame, type Outgoing } from './codec.ts';

/**
 * The secure channel of OSDP v2 with AES-128 (IEC 60839-11-5, annex D; values of SIA's annex E).
 * Pure values: a frame is sealed with the last MAC that the other side has sent, so each frame
 * depends on all before it.
 */
export interface SessionKeys {
  readonly encrypt: Uint8Array;
  readonly mac1: Uint8Array;
  readonly mac2: Uint8Array;
}

/** Published with the standard: it keeps nothing secret and serves to give a reader its own key. */
export const INSTALL_KEY = Uint8Array.from({ length: 16 }, (_, i) => 0x30 + i);

export const block = {
  challenge: 0x11,
  clientCryptogram: 0x12,
  serverCryptogram: 0x13,
  initialMac: 0x14,
  command: 0x15,
  reply: 0x16,
  secretCommand: 0x17,
  secretReply: 0x18,
} as const;

const BLOCK_BYTES = 16;
const PAD = 0x80;

export function sessionKeys(key: Uint8Array, randomA: Uint8Array): SessionKeys {
  const derived = (which: number): Uint8Array => {
    const seed = new Uint8Array(BLOCK_BYTES);
    seed.set([0x01, which, ...randomA.subarray(0, 6)]);
    return aes(key, seed);
  };
  return { encrypt: derived(0x82), mac1: derived(0x01), mac2: derived(0x02) };
}

export function clientCryptogram(
  keys: SessionKeys,
  randomA: Uint8Array,
  randomB: Uint8Array,
): Uint8Array {
  return aes(keys.encrypt, Uint8Array.of(...randomA, ...randomB));
}

export function serverCryptogram(
  keys: SessionKeys,
  randomA: Uint8Array,
  randomB: Uint8Array,
): Uint8Array {
  return aes(keys.encrypt, Uint8Array.of(...randomB, ...randomA));
}

export function initialMac(keys: SessionKeys, server: Uint8Array): Uint8Array {
  return aes(keys.mac2, aes(keys.mac1, server));
}

/** A CBC chain under the first key whose last block is under the second. */
export function macOf(keys: SessionKeys, before: Uint8Array, message: Uint8Array): Uint8Array {
  const padded = message.length % BLOCK_BYTES === 0 ? message : withPad(message);
  let chain = before;
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) {
    const mixed = padded.slice(at, at + BLOCK_BYTES).map((byte, i) => byte ^ (chain[i] ?? 0));
    chain = aes(at + BLOCK_BYTES < padded.length ? keys.mac1 : keys.mac2, mixed);
  }
  return chain;
}

export interface Sealed {
  readonly bytes: Uint8Array;
  /** The whole MAC; the other side continues from it. */
  readonly mac: Uint8Array;
}

/** A frame under the channel; data, where there is any, is encrypted. */
export function seal(keys: SessionKeys, before: Uint8Array, frame: Outgoing): Sealed {
  const data = frame.data ?? new Uint8Array();
  const [plain, secret] =
    frame.from === 'kiosk'
      ? [block.command, block.secretCommand]
      : [block.reply, block.secretReply];
  const bytes = unsigned({
    ...frame,
    block: { type: data.length === 0 ? plain : secret, data: new Uint8Array() },
    data: data.length === 0 ? data : encrypted(keys, before, data),
  });
  const mac = macOf(keys, before, bytes);
  return { bytes: sealed(bytes, mac.subarray(0, MAC_BYTES)), mac };
}

export interface Opened {
  readonly data: Uint8Array;
  readonly mac: Uint8Array;
}

/** What a frame under the channel says; null when its MAC or its padding does not fit. */
export function unseal(keys: SessionKeys, before: Uint8Array, frame: OsdpFrame): Opened | null {
  const types: readonly number[] =
    frame.from === 'kiosk'
      ? [block.command, block.secretCommand]
      : [block.reply, block.secretReply];
  const type = frame.block?.type ?? 0;
  if (!frame.mac || !types.includes(type)) return null;
  const mac = macOf(keys, before, frame.signed);
  if (!timingSafeEqual(mac.subarray(0, MAC_BYTES), frame.mac)) return null;
  const secret = type === block.secretCommand || type === block.secretReply;
  if (!secret) return frame.data.length === 0 ? { data: frame.data, mac } : null;
  const data = decrypted(keys, before, frame.data);
  return data ? { data, mac } : null;
}

function encrypted(keys: SessionKeys, before: Uint8Array, data: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-cbc', keys.encrypt, complement(before));
  cipher.setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(withPad(data)), cipher.final()]));
}

function decrypted(keys: SessionKeys, before: Uint8Array, data: Uint8Array): Uint8Array | null {
  if (data.length === 0 || data.length % BLOCK_BYTES !== 0) return null;
  const cipher = createDecipheriv('aes-128-cbc', keys.encrypt, complement(before));
  cipher.setAutoPadding(false);
  const padded = Buffer.concat([cipher.update(data), cipher.final()]);
  const end = padded.lastIndexOf(PAD);
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) return null;
  return new Uint8Array(padded.subarray(0, end));
}

/** 80 and zeros up to a whole block. */
function withPad(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(message.length / BLOCK_BYTES) + 1) * BLOCK_BYTES);
  padded.set(message);
  padded[message.length] = PAD;
  return padded;
}

function complement(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => ~byte & 0xff);
}

function aes(key: Uint8Array, one: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-ecb', key, null);
  cipher.setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(one), cipher.final()]));
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
