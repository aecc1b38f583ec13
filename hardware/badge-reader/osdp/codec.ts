import type { Scan } from '../../bus/exchange.ts';

/**
 * Frames of OSDP v2 (IEC 60839-11-5). Pure:
 * `[FF mark] 53 address lengthLow lengthHigh control [security block] id data [MAC 4] check`.
 * The length counts from 53 to the last check byte. We send a CRC always; a reader may answer with
 * the older checksum, which is read too.
 */
export interface OsdpFrame {
  readonly from: 'kiosk' | 'reader';
  readonly address: number;
  /** 0 begins anew; then 1, 2, 3, 1 … */
  readonly sequence: number;
  readonly check: 'crc' | 'checksum';
  readonly block: SecurityBlock | null;
  readonly id: number;
  /** As it stands on the line: encrypted in blocks 17 and 18. */
  readonly data: Uint8Array;
  readonly mac: Uint8Array | null;
  /** Everything that the MAC is over: from 53 to the end of the data. */
  readonly signed: Uint8Array;
}

export interface SecurityBlock {
  readonly type: number;
  readonly data: Uint8Array;
}

export const command = {
  poll: 0x60,
  identify: 0x61,
  capabilities: 0x62,
  localStatus: 0x64,
  led: 0x69,
  buzzer: 0x6a,
  keySet: 0x75,
  challenge: 0x76,
  serverCryptogram: 0x77,
} as const;

export const reply = {
  ack: 0x40,
  nak: 0x41,
  identity: 0x45,
  capabilities: 0x46,
  localStatus: 0x48,
  raw: 0x50,
  keypad: 0x53,
  clientCryptogram: 0x76,
  initialMac: 0x78,
  busy: 0x79,
} as const;

export const MARK = 0xff;
const START = 0x53;
const REPLY_BIT = 0x80;
const CRC_BIT = 0x04;
const BLOCK_BIT = 0x08;
const HEADER = 5;
const CRC_BYTES = 2;
const CHECKSUM_BYTES = 1;
export const MAC_BYTES = 4;
/** Blocks 15 to 18 carry a MAC; 17 and 18 encrypted data besides. */
const FIRST_WITH_MAC = 0x15;
const LAST_BLOCK = 0x18;
/** Readers announce 128 bytes and send less; a longer claim is noise. */
export const LONGEST = 256;

export interface Outgoing {
  readonly from: 'kiosk' | 'reader';
  readonly address: number;
  readonly sequence: number;
  readonly block?: SecurityBlock;
  readonly id: number;
  readonly data?: Uint8Array;
}

/** The bytes before MAC and check, with the length of the whole frame in them. */
export function unsigned(frame: Outgoing): Uint8Array {
  const block = frame.block ? [2 + frame.block.data.length, frame.block.type] : [];
  const body = [...block, ...(frame.block?.data ?? []), frame.id, ...(frame.data ?? [])];
  const mac = frame.block && frame.block.type >= FIRST_WITH_MAC ? MAC_BYTES : 0;
  const length = HEADER + body.length + mac + CRC_BYTES;
  return Uint8Array.of(
    START,
    frame.address | (frame.from === 'reader' ? REPLY_BIT : 0),
    length & 0xff,
    length >> 8,
    frame.sequence | CRC_BIT | (frame.block ? BLOCK_BIT : 0),
    ...body,
  );
}

/** A whole frame with its check; `mac` for the blocks that carry one. */
export function sealed(bytes: Uint8Array, mac: Uint8Array = new Uint8Array()): Uint8Array {
  const frame = Uint8Array.of(...bytes, ...mac);
  const check = crc16(frame);
  return Uint8Array.of(...frame, check & 0xff, check >> 8);
}

/** The kiosk puts a mark before each frame, so that a reader's receiver has settled. */
export function marked(frame: Uint8Array): Uint8Array {
  return Uint8Array.of(MARK, ...frame);
}

/** The frame that begins at the first byte, a mark before it or not. */
export function scanFrame(bytes: Uint8Array): Scan<OsdpFrame> {
  const mark = bytes[0] === MARK ? 1 : 0;
  const at = bytes.subarray(mark);
  if (at[0] !== undefined && at[0] !== START) return { found: 'noise' };
  if (at.length < HEADER) return { found: 'more' };
  const length = lengthOf(at);
  if (length < HEADER + 1 + CHECKSUM_BYTES || length > LONGEST) return { found: 'noise' };
  if (at.length < length) return { found: 'more' };
  const frame = decode(at.slice(0, length));
  return frame ? { found: 'reply', reply: frame, length: length + mark } : { found: 'noise' };
}

/** Exactly one frame without its mark; null when a check or a length does not fit. */
export function decode(bytes: Uint8Array): OsdpFrame | null {
  const [start, to = 0, , , control = 0] = bytes;
  if (start !== START || bytes.length < HEADER || lengthOf(bytes) !== bytes.length) return null;
  const check = (control & CRC_BIT) !== 0 ? 'crc' : 'checksum';
  // The upper bits are reserved; a frame that sets one is of another version or damaged.
  if (control >> 4 !== 0) return null;
  const end = bytes.length - (check === 'crc' ? CRC_BYTES : CHECKSUM_BYTES);
  if (end <= HEADER || !checkFits(bytes, end)) return null;
  let at = HEADER;
  let block: SecurityBlock | null = null;
  if ((control & BLOCK_BIT) !== 0) {
    const length = bytes[at] ?? 0;
    const type = bytes[at + 1] ?? 0;
    if (length < 2 || at + length >= end || type < 0x11 || type > LAST_BLOCK) return null;
    block = { type, data: bytes.slice(at + 2, at + length) };
    at += length;
  }
  const signedEnd = block && block.type >= FIRST_WITH_MAC ? end - MAC_BYTES : end;
  if (signedEnd <= at) return null;
  return {
    from: (to & REPLY_BIT) !== 0 ? 'reader' : 'kiosk',
    address: to & ~REPLY_BIT,
    sequence: control & 0x03,
    check,
    block,
    id: bytes[at] ?? 0,
    data: bytes.slice(at + 1, signedEnd),
    mac: signedEnd < end ? bytes.slice(signedEnd, end) : null,
    signed: bytes.slice(0, signedEnd),
  };
}

function checkFits(bytes: Uint8Array, end: number): boolean {
  const over = bytes.subarray(0, end);
  if (bytes.length - end === CHECKSUM_BYTES) return bytes[end] === checksum(over);
  return ((bytes[end] ?? 0) | ((bytes[end + 1] ?? 0) << 8)) === crc16(over);
}

function lengthOf(bytes: Uint8Array): number {
  return (bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8);
}

/** CCITT polynomial 1021, started at 1D0F, not reflected; sent low byte first. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0x1d0f;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

/** Two's complement of the sum of the bytes. */
export function checksum(bytes: Uint8Array): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}
