import { readGs1, type Gs1Element } from './gs1.ts';

/**
 * Large 2D labels (ANSI MH10.8.3, ISO/IEC 15434): `[)>` RS, then messages that begin with two digits
 * of format and end with RS, and EOT at the end. Carriers use format 01, transportation.
 */
export interface EnvelopeReading {
  /** The number as it stands on the label for people; null where none is found. */
  readonly tracking: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly elements: readonly Gs1Element[];
  readonly problems: readonly string[];
}

const GS = '\x1d';
const RS = '\x1e';
const EOT = '\x04';
const HEADER = '[)>';

export function isEnvelope(data: string): boolean {
  return data.startsWith(HEADER);
}

export function readEnvelope(data: string): EnvelopeReading {
  const problems: string[] = [];
  if (!data.startsWith(HEADER + RS)) problems.push('After [)> there is no record separator (1E).');
  if (!data.endsWith(EOT)) problems.push('The envelope does not end with EOT (04).');
  const body = data.slice(HEADER.length).replace(new RegExp(`^${RS}`), '');
  const messages = body.split(new RegExp(`[${RS}${EOT}]`)).filter((part) => part !== '');
  let reading: EnvelopeReading = { tracking: null, fields: {}, elements: [], problems: [] };
  for (const message of messages) {
    const next = readMessage(message);
    reading = {
      tracking: reading.tracking ?? next.tracking,
      fields: { ...reading.fields, ...next.fields },
      elements: [...reading.elements, ...next.elements],
      problems: [...reading.problems, ...next.problems],
    };
  }
  if (messages.length === 0) problems.push('The envelope is empty.');
  return { ...reading, problems: [...problems, ...reading.problems] };
}

function readMessage(message: string): EnvelopeReading {
  const format = message.slice(0, 2);
  // Format 01 has a GS behind its number, then a year or version that differs by carrier.
  const rest = message.slice(2).replace(new RegExp(`^${GS}`), '');
  const none = { tracking: null, elements: [], problems: [] };
  switch (format) {
    case '01':
      return readTransport(rest.split(GS));
    case '05': {
      const { elements, problems } = readGs1(rest);
      return { ...none, fields: { format }, elements, problems };
    }
    case '06':
    case '12':
      return { ...none, fields: { format, ...identified(rest.split(GS)) } };
    case '07':
      return { ...none, fields: { format, free: rest } };
    default:
      return { ...none, fields: { format }, problems: [`Format ${format} is not known here.`] };
  }
}

/** Format 06: each field begins with its data identifier, digits and a letter (ANSI MH10.8.2). */
function identified(fields: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const parts = /^(\d{0,3}[A-Z])(.+)$/.exec(field);
      return parts ? [[`di ${parts[1]}`, parts[2] ?? '']] : [];
    }),
  );
}

const transportNames = [
  'postcode',
  'country',
  'serviceClass',
  'trackingField',
  'scac',
  'shipper',
  'dayOfYear',
  'shipment',
  'package',
  'weight',
  'addressValidated',
  'street',
  'city',
  'state',
];

function readTransport(values: readonly string[]): EnvelopeReading {
  const fields: Record<string, string> = { format: '01' };
  transportNames.forEach((name, i) => {
    const value = values[i]?.trim();
    if (value) fields[name] = value;
  });
  // 96 is the year of the standard, printed before the postal code.
  const postcode = fields['postcode'] ?? '';
  if (/^9\d.{3,}$/.test(postcode) && postcode.startsWith('96'))
    fields['postcode'] = postcode.slice(2);
  const tracking = trackingOf(fields);
  const problems = tracking === null ? ['There is no tracking number in the envelope.'] : [];
  return { tracking, fields, elements: [], problems };
}

function trackingOf(fields: Readonly<Record<string, string>>): string | null {
  const printed = (fields['trackingField'] ?? '').replace(/\s/g, '');
  if (printed === '') return null;
  const short = /^1Z(\d{8}|[0-9A-Z]{7}\d)$/.exec(printed);
  if (short) {
    // UPS leaves out what stands in the other fields: the shipper and the service.
    const shipper = fields['shipper'] ?? '';
    const service = (fields['serviceClass'] ?? '').slice(-2);
    return /^[0-9A-Z]{6}$/.test(shipper) ? `1Z${shipper}${service}${short[1]}` : null;
  }
  // FedEx prints four digits of its form behind the twelve of the number.
  if ((fields['scac'] ?? '').startsWith('FDE') && /^\d{16}$/.test(printed))
    return printed.slice(0, 12);
  return printed;
}
