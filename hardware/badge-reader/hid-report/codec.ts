import { bitsOfBytes, hexOfBytes, type Credential } from '../../../main/base/credential.ts';

/**
 * Where a HID reader that nobody has written a driver for puts the card into its input report. All of
 * it is data of the cabinet file. Pure.
 */
export interface ReportForm {
  /** Number of the report; 0 where the device does not number its reports. */
  readonly reportId: number;
  /** First byte of the card, counted behind the report number. */
  readonly offset: number;
  /** Bytes of the card at most; in the form `bits`, bits. */
  readonly length: number;
  /** Byte in which the reader tells the length of this card; null where it is always `length`. */
  readonly lengthAt: number | null;
  /** `text`: as printed; `uid`: the chip's bytes; `bits`: left-justified, as Wiegand converters send. */
  readonly form: 'text' | 'uid' | 'bits';
}

/** Null for another report and for one in which no card is: all zeros, or a length of 0. */
export function readCardReport(form: ReportForm, report: Uint8Array): Credential | null {
  const { reportId, offset, lengthAt } = form;
  if (reportId !== 0 && report[0] !== reportId) return null;
  const data = reportId === 0 ? report : report.subarray(1);
  const told = lengthAt === null ? form.length : (data[lengthAt] ?? 0);
  // A length that cannot be is another message of the device.
  if (told === 0 || told > form.length) return null;
  const bytes = data.slice(offset, offset + (form.form === 'bits' ? Math.ceil(told / 8) : told));
  if (bytes.length === 0 || bytes.every((byte) => byte === 0)) return null;
  switch (form.form) {
    case 'text':
      return textOf(bytes);
    case 'uid':
      return bytes.length < told ? null : { kind: 'uid', hex: hexOfBytes(bytes) };
    case 'bits': {
      const bits = bitsOfBytes(bytes).slice(0, told);
      return bits.length < told ? null : { kind: 'bits', bits };
    }
  }
}

/** Up to the first byte that prints nothing; what is printed before it must be something. */
function textOf(bytes: Uint8Array): Credential | null {
  const text = /^[ -~]*/.exec(Buffer.from(bytes).toString('latin1'))?.[0].trim() ?? '';
  return text === '' ? null : { kind: 'text', text };
}
