import type { HidDevice } from './hid.ts';

/**
 * What a HID device on the far end of a stream says of itself: version of this form (01), then
 * vendor, product, usage page, usage (two bytes each, high byte first), interface (one byte, signed),
 * serial and product name (one byte of length and UTF-8 each), and 00, or 01 and the report
 * descriptor to the end. Pure.
 */
export interface HidIdentity {
  readonly device: Omit<HidDevice, 'path'>;
  readonly reportDescriptor: Uint8Array | null;
}

const VERSION = 1;
const LONGEST_TEXT = 255;
const NUMBERS_END = 10;

export function encodeIdentity({ device, reportDescriptor }: HidIdentity): Uint8Array {
  const { vendorId, productId, usagePage, usage } = device;
  const numbers = [vendorId, productId, usagePage, usage].flatMap((n) => [n >> 8, n & 0xff]);
  const text = (words: string): number[] => {
    const utf8 = Buffer.from(words, 'utf8').subarray(0, LONGEST_TEXT);
    return [utf8.length, ...utf8];
  };
  return Uint8Array.from([
    VERSION,
    ...numbers,
    device.interface & 0xff,
    ...text(device.serial),
    ...text(device.product),
    ...(reportDescriptor ? [1, ...reportDescriptor] : [0]),
  ]);
}

/** Null for another version and for what is cut off. */
export function readIdentity(bytes: Uint8Array): HidIdentity | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== VERSION || bytes.length < NUMBERS_END) return null;
  let at = NUMBERS_END;
  const text = (): string => {
    const end = at + 1 + (bytes[at] ?? 0);
    const words = Buffer.from(bytes.subarray(at + 1, end)).toString('utf8');
    at = end;
    return words;
  };
  const [serial, product] = [text(), text()];
  const described = bytes[at];
  if (described === undefined || described > 1) return null;
  return {
    device: {
      vendorId: view.getUint16(1),
      productId: view.getUint16(3),
      usagePage: view.getUint16(5),
      usage: view.getUint16(7),
      interface: view.getInt8(9),
      serial,
      product,
    },
    reportDescriptor: described === 1 ? bytes.slice(at + 1) : null,
  };
}
