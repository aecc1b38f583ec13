import { hexOf } from '../../bus/frame-log.ts';
import { explained, unexplained, type Explanation } from '../../explain.ts';
import { command, decode, LONGEST, MARK, reply, type OsdpFrame } from './codec.ts';
import {
  capabilitiesOf,
  colours,
  identityOf,
  keypadKeys,
  nakReasons,
  rawCard,
} from './messages.ts';

/** One OSDP frame in words, in either direction, with its mark or without. */
const START = 0x53;
const HEADER = 5;

const commandWords: Readonly<Record<number, string>> = {
  [command.poll]: 'poll',
  [command.identify]: 'identify',
  [command.capabilities]: 'capabilities-request',
  [command.localStatus]: 'local-status-request',
  [command.led]: 'led',
  [command.buzzer]: 'buzzer',
  0x6e: 'communication-set',
  [command.keySet]: 'key-set',
  [command.challenge]: 'challenge',
  [command.serverCryptogram]: 'server-cryptogram',
  0xa7: 'keep-active',
};

const replyWords: Readonly<Record<number, string>> = {
  [reply.ack]: 'ack',
  [reply.nak]: 'nak',
  [reply.identity]: 'identity',
  [reply.capabilities]: 'capabilities',
  [reply.localStatus]: 'local-status',
  [reply.raw]: 'card',
  0x51: 'card-formatted',
  [reply.keypad]: 'keypad',
  0x54: 'communication',
  [reply.clientCryptogram]: 'client-cryptogram',
  [reply.initialMac]: 'initial-mac',
  [reply.busy]: 'busy',
};

export function explainOsdp(whole: Uint8Array): Explanation {
  if (whole.length === 0) return unexplained('There are no bytes.');
  const bytes = whole[0] === MARK ? whole.subarray(1) : whole;
  if (bytes[0] !== START)
    return unexplained(`${hexOf(bytes.subarray(0, 1))} begins no OSDP frame; that would be 53.`);
  if (bytes.length < HEADER)
    return unexplained(`It has ${bytes.length} bytes; a header has ${HEADER}.`);
  const length = (bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8);
  if (length !== bytes.length)
    return unexplained(
      `Bytes 3 and 4 say ${length} bytes from 53 on; there are ${bytes.length}` +
        (length > LONGEST ? `, and no frame has more than ${LONGEST}.` : '.'),
    );
  const frame = decode(bytes);
  if (!frame)
    return unexplained(
      'Its length fits and its check, its control byte or its security block does not.',
      { check: hexOf(bytes.subarray(-2)) },
    );
  const words = frame.from === 'kiosk' ? commandWords : replyWords;
  const kind = words[frame.id];
  const fields = { ...headerOf(frame), ...(isReadable(frame) ? dataOf(frame) : {}) };
  const code = hexOf(Uint8Array.of(frame.id));
  if (kind === undefined)
    return unexplained(`The ${frame.from} says ${code}, which is not known here.`, fields);
  return explained(kind, fields, problemsOf(frame));
}

function headerOf(frame: OsdpFrame): Explanation['fields'] {
  return {
    direction: frame.from === 'kiosk' ? 'kiosk to reader' : 'reader to kiosk',
    address: frame.address === 0x7f ? 'everybody' : frame.address,
    sequence: frame.sequence,
    check: frame.check,
    secure: frame.block ? hexOf(Uint8Array.of(frame.block.type)) : 'in clear',
    ...(frame.data.length > 0 && { data: hexOf(frame.data) }),
    ...(frame.mac && { mac: hexOf(frame.mac) }),
  };
}

/** Blocks 17 and 18 are encrypted; the handshake and 15, 16 are not. */
function isReadable(frame: OsdpFrame): boolean {
  return (frame.block?.type ?? 0) < 0x17;
}

function dataOf({ from, id, data }: OsdpFrame): Explanation['fields'] {
  if (from === 'kiosk') {
    if (id === command.led)
      return { colour: colours[data[5] ?? 0] ?? 'unknown', on: (data[3] ?? 0) * 100 };
    return {};
  }
  switch (id) {
    case reply.nak:
      return { reason: nakReasons[data[0] ?? 0] ?? 'unknown' };
    case reply.identity:
      return { ...identityOf(data) };
    case reply.capabilities:
      return {
        capabilities: (capabilitiesOf(data) ?? [])
          .map((each) => `${each.code}:${each.compliance}/${each.count}`)
          .join(' '),
      };
    case reply.raw: {
      const card = rawCard(data);
      return card ? { format: card.format, bitCount: card.bits.length, bits: card.bits } : {};
    }
    case reply.keypad:
      return { keys: (keypadKeys(data) ?? []).join('') };
    default:
      return {};
  }
}

function problemsOf(frame: OsdpFrame): readonly string[] {
  if (!isReadable(frame) || frame.from === 'kiosk') return [];
  if (frame.id === reply.raw && !rawCard(frame.data))
    return ['The number of bits and the bytes that follow do not agree.'];
  if (frame.id === reply.keypad && !keypadKeys(frame.data))
    return ['The number of keys and the bytes that follow do not agree.'];
  if (frame.id === reply.identity && !identityOf(frame.data))
    return [`An identity has 12 bytes of data; there are ${frame.data.length}.`];
  if (frame.id === reply.capabilities && !capabilitiesOf(frame.data))
    return ['Capabilities come in threes.'];
  return [];
}
