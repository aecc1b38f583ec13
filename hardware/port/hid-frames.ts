/**
 * HID reports over a stream of bytes: our own small protocol behind `hid+tcp://host:port`. Pure.
 *
 * Each message is its length (two bytes, high byte first, of what follows), one byte for its kind,
 * and what the kind has. The side of the computer asks, each time with a ticket of its own (one
 * byte), and the side of the device answers with that ticket; input reports come unasked.
 *
 * | kind | who | then |
 * | --- | --- | --- |
 * | 01 who | computer | ticket |
 * | 02 get feature | computer | ticket, report number, wanted length (two bytes) |
 * | 03 set feature | computer | ticket, report number, data |
 * | 04 output | computer | ticket, report number, data |
 * | 81 answer | device | ticket, 01 done or 00 refused, data |
 * | 82 input | device | the report; where the device numbers its reports, the number first |
 *
 * The answer to "who" is an identity (`encodeIdentity`). The report number never stands in the data.
 */
export type HidMessage =
  | { readonly kind: 'who'; readonly ticket: number }
  | {
      readonly kind: 'getFeature';
      readonly ticket: number;
      readonly id: number;
      readonly length: number;
    }
  | {
      readonly kind: 'setFeature' | 'output';
      readonly ticket: number;
      readonly id: number;
      readonly data: Uint8Array;
    }
  | { readonly kind: 'answer'; readonly ticket: number; readonly data: Uint8Array | null }
  | { readonly kind: 'input'; readonly report: Uint8Array };

const KIND = {
  who: 0x01,
  getFeature: 0x02,
  setFeature: 0x03,
  output: 0x04,
  answer: 0x81,
  input: 0x82,
} as const;

/** The longest report and the longest report descriptor that Linux takes are both 4096 bytes. */
const LONGEST = 4_096 + 1_024;

export function encodeHid(message: HidMessage): Uint8Array {
  const body = bodyOf(message);
  return Uint8Array.of(body.length >> 8, body.length & 0xff, ...body);
}

function bodyOf(message: HidMessage): readonly number[] {
  switch (message.kind) {
    case 'who':
      return [KIND.who, message.ticket];
    case 'getFeature': {
      const { ticket, id, length } = message;
      return [KIND.getFeature, ticket, id, length >> 8, length & 0xff];
    }
    case 'setFeature':
    case 'output':
      return [KIND[message.kind], message.ticket, message.id, ...message.data];
    case 'answer':
      return [KIND.answer, message.ticket, message.data ? 1 : 0, ...(message.data ?? [])];
    case 'input':
      return [KIND.input, ...message.report];
  }
}

export interface HidHeard {
  /** The beginning of a message that is not whole yet. */
  readonly held: Uint8Array;
  readonly messages: readonly HidMessage[];
  /** Somebody else speaks there; nothing after it can be understood. */
  readonly broken: string | null;
}

export const nothingHeld = new Uint8Array(0);

export function readHid(before: Uint8Array, bytes: Uint8Array): HidHeard {
  let held = Uint8Array.of(...before, ...bytes);
  const messages: HidMessage[] = [];
  while (held.length >= 2) {
    const length = word(held, 0);
    if (length === 0 || length > LONGEST)
      return { held: nothingHeld, messages, broken: `a message of ${length} bytes` };
    if (held.length < 2 + length) break;
    const message = messageOf(held.slice(2, 2 + length));
    if (!message) {
      const kind = (held[2] ?? 0).toString(16).padStart(2, '0');
      return { held: nothingHeld, messages, broken: `message ${kind} of ${length} bytes` };
    }
    messages.push(message);
    held = held.slice(2 + length);
  }
  return { held, messages, broken: null };
}

function messageOf(body: Uint8Array): HidMessage | null {
  const [kind, ticket = 0, id = 0] = body;
  switch (kind) {
    case KIND.who:
      return body.length === 2 ? { kind: 'who', ticket } : null;
    case KIND.getFeature:
      if (body.length !== 5) return null;
      return { kind: 'getFeature', ticket, id, length: word(body, 3) };
    case KIND.setFeature:
    case KIND.output: {
      if (body.length < 3) return null;
      const name = kind === KIND.output ? 'output' : 'setFeature';
      return { kind: name, ticket, id, data: body.slice(3) };
    }
    case KIND.answer:
      if (body.length < 3 || id > 1) return null;
      return { kind: 'answer', ticket, data: id === 1 ? body.slice(3) : null };
    case KIND.input:
      return { kind: 'input', report: body.slice(1) };
    default:
      return null;
  }
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}
