/**
 * What the data of OSDP commands and replies means (IEC 60839-11-5). Pure; null where a length or a
 * count does not fit. Replies of a local status (48) and the data of KEYSET come from general
 * knowledge of the protocol; the rest is held against frames of an independent reader.
 */
export type Colour = 'off' | 'red' | 'green' | 'amber' | 'blue' | 'magenta' | 'cyan' | 'white';

export const colours: readonly Colour[] = [
  'off',
  'red',
  'green',
  'amber',
  'blue',
  'magenta',
  'cyan',
  'white',
];

/** A light for a while; afterwards the reader shows its own again. Times in units of 100 ms. */
export interface Light {
  readonly on: number;
  readonly off: number;
  readonly onColour: Colour;
  readonly offColour: Colour;
  /** How long it lasts; 0 would last for ever. */
  readonly timer: number;
}

const SET_TEMPORARY = 0x02;

export function ledData(light: Light): Uint8Array {
  return Uint8Array.of(
    ...[0, 0, SET_TEMPORARY, light.on, light.off],
    ...[colours.indexOf(light.onColour), colours.indexOf(light.offColour)],
    ...[light.timer & 0xff, light.timer >> 8],
    // The permanent light stays as it is.
    ...[0, 0, 0, 0, 0],
  );
}

/** Beeps; times in units of 100 ms. A count of 0 would beep for ever. */
export interface Beeps {
  readonly on: number;
  readonly off: number;
  readonly count: number;
}

const DEFAULT_TONE = 2;

export function buzzerData(beeps: Beeps): Uint8Array {
  return Uint8Array.of(0, DEFAULT_TONE, beeps.on, beeps.off, beeps.count);
}

const SECURE_CHANNEL_KEY = 0x01;

export function keySetData(key: Uint8Array): Uint8Array {
  return Uint8Array.of(SECURE_CHANNEL_KEY, key.length, ...key);
}

export interface RawCard {
  readonly reader: number;
  readonly format: 'unspecified' | 'wiegand';
  /** As 0 and 1 in the order of the wire, parity bits included. */
  readonly bits: string;
}

/** No card has more bits; a longer claim is damage. */
const MOST_BITS = 512;

export function rawCard(data: Uint8Array): RawCard | null {
  const [reader = 0, format = 0, low = 0, high = 0] = data;
  const count = low | (high << 8);
  const packed = data.subarray(4);
  if (format > 1 || count === 0 || count > MOST_BITS) return null;
  if (packed.length !== Math.ceil(count / 8)) return null;
  const bits = [...packed].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return { reader, format: format === 1 ? 'wiegand' : 'unspecified', bits: bits.slice(0, count) };
}

export function rawCardData(bits: string): Uint8Array {
  const packed = bits.match(/.{1,8}/g) ?? [];
  return Uint8Array.of(
    ...[0, 1, bits.length & 0xff, bits.length >> 8],
    ...packed.map((each) => parseInt(each.padEnd(8, '0'), 2)),
  );
}

export type KeypadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '#' | '*';

const HASH = 0x0d;
const STAR = 0x7f;

/** Keys that no keypad has are left out. */
export function keypadKeys(data: Uint8Array): readonly KeypadKey[] | null {
  const keys = data.subarray(2);
  if (data.length < 2 || keys.length !== data[1]) return null;
  return [...keys].flatMap((code): KeypadKey[] => {
    if (code === HASH) return ['#'];
    if (code === STAR) return ['*'];
    return code >= 0x30 && code <= 0x39 ? [String.fromCharCode(code) as KeypadKey] : [];
  });
}

export function keypadData(keys: string): Uint8Array {
  const codes = [...keys].map((key) =>
    key === '#' ? HASH : key === '*' ? STAR : key.charCodeAt(0),
  );
  return Uint8Array.of(0, codes.length, ...codes);
}

export interface Identity {
  readonly vendor: string;
  readonly model: number;
  readonly version: number;
  readonly serial: string;
  readonly firmware: string;
}

export function identityOf(data: Uint8Array): Identity | null {
  if (data.length !== 12) return null;
  return {
    vendor: hex(data.subarray(0, 3)),
    model: data[3] ?? 0,
    version: data[4] ?? 0,
    serial: hex(data.slice(5, 9).reverse()),
    firmware: [...data.subarray(9)].join('.'),
  };
}

export interface Capability {
  readonly code: number;
  readonly compliance: number;
  readonly count: number;
}

export function capabilitiesOf(data: Uint8Array): readonly Capability[] | null {
  if (data.length % 3 !== 0) return null;
  return Array.from({ length: data.length / 3 }, (_, i) => ({
    code: data[i * 3] ?? 0,
    compliance: data[i * 3 + 1] ?? 0,
    count: data[i * 3 + 2] ?? 0,
  }));
}

/** Why a reader refused a command. */
export const nakReasons: Readonly<Record<number, string>> = {
  1: 'the check did not fit',
  2: 'the length did not fit',
  3: 'it does not know the command',
  4: 'the sequence number was not the next one',
  5: 'it has no secure channel for this',
  6: 'it wants a secure channel first',
  7: 'it does not support this biometric type',
  8: 'it does not support this biometric format',
  9: 'the record could not be processed',
};

export const nak = { sequence: 4, noSecureChannel: 5, wantsSecureChannel: 6 } as const;

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
