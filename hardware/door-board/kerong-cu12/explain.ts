import { hexOf } from '../../bus/frame-log.ts';
import { explained, unexplained, type Explanation } from '../../explain.ts';
import { setBits } from '../kerong-hooks.ts';
import { checksum } from './codec.ts';

/**
 * One frame of CU12 boards in words, in either direction, with those that this program never sends.
 * From "CU12 Protocol and Introduction" V1.1.
 */
const HEAD_LENGTH = 8;
const ALL_BOARDS = 0x10;
const ALL_LOCKS = 0x0c;
const ASKS: Readonly<Record<number, string>> = {
  0x00: 'request',
  0x10: 'done',
  0x11: 'failed',
  0x12: 'timed out',
  0x13: 'unknown command',
  0x14: 'check failed',
};
const COMMANDS: Readonly<Record<number, string>> = {
  0x80: 'status',
  0x81: 'unlock',
  0x82: 'unlock-time',
  0x83: 'baud',
  0x84: 'delay',
  0x85: 'push-door-wait',
  0x8e: 'factory-reset',
  0x8f: 'version',
};
const BAUDS = [9_600, 19_200, 57_600, 115_200];

export function explainKerongCu12(frame: Uint8Array): Explanation {
  if (frame.length < HEAD_LENGTH)
    return unexplained(`It has ${frame.length} bytes; the shortest frame has ${HEAD_LENGTH}.`);
  const [start, address = 0, lock = 0, command = 0, ask = 0, announced = 0] = frame;
  if (start !== 0x02) return unexplained(`It begins with ${hex(start)}; frames begin with 02.`);
  const name = COMMANDS[command];
  if (name === undefined) return unexplained(`There is no command ${hex(command)}.`);
  const data = frame.subarray(HEAD_LENGTH);
  const request = ask === 0x00;
  const never = request ? neverSent(address, lock, command, data) : null;
  const fields = {
    direction: request ? 'host to board' : 'board to host',
    board: address === ALL_BOARDS ? 'all' : address,
    ...(command === 0x81 ? { lock: lock === ALL_LOCKS ? 'all' : lock + 1 } : {}),
    ...(request ? {} : { answer: ASKS[ask] ?? `unknown (${hex(ask)})` }),
    ...dataFields(command, data),
    checksum: hex(frame[HEAD_LENGTH - 1]),
    ...(never ? { neverSent: `This program cannot build it: ${never}.` } : {}),
  };
  const write = request && data.length > 0;
  const kind = `${name}-${write ? 'setting' : request ? 'request' : 'reply'}`;
  return explained(kind, fields, problemsOf(frame, address, lock, ask, announced, data));
}

function problemsOf(
  frame: Uint8Array,
  address: number,
  lock: number,
  ask: number,
  announced: number,
  data: Uint8Array,
): readonly string[] {
  const problems: string[] = [];
  if (address > ALL_BOARDS)
    problems.push(`The address (byte 2) is ${hex(address)}; boards are 00 to 0F, 10 is all.`);
  if (lock > ALL_LOCKS)
    problems.push(`The lock (byte 3) is ${hex(lock)}; locks are 00 to 0B, 0C is all.`);
  if (!(ask in ASKS))
    problems.push(
      `The answer (byte 5) is ${hex(ask)}; it is 00 in requests and 10 to 14 in replies.`,
    );
  if (announced !== data.length)
    problems.push(
      `Byte 6 announces ${announced} bytes of data; ${data.length} follow the checksum.`,
    );
  if (frame[6] !== 0x03) problems.push(`Byte 7 is ${hex(frame[6])}; it must be 03.`);
  const right = checksum(frame);
  if (frame[HEAD_LENGTH - 1] !== right)
    problems.push(
      `The checksum (byte 8) is ${hex(frame[HEAD_LENGTH - 1])}; the other bytes, data included, give ${hex(right)}.`,
    );
  return problems;
}

function neverSent(
  address: number,
  lock: number,
  command: number,
  data: Uint8Array,
): string | null {
  if (command === 0x81 && lock === ALL_LOCKS) return 'it opens every door of the board';
  if (command === 0x8e) return 'it sets the board back to its factory settings';
  if (data.length > 0) return 'it writes a setting';
  return address === ALL_BOARDS ? 'boards are asked one by one' : null;
}

function dataFields(command: number, data: Uint8Array): Explanation['fields'] {
  const [first, second] = data;
  if (first === undefined) return {};
  switch (command) {
    case 0x80:
      return { hookBits: setBits(data) };
    case 0x82:
      return { unlockMs: ((first << 8) | (second ?? 0)) * 10 };
    case 0x83:
      return { baud: BAUDS[first] ?? 'unknown' };
    case 0x84:
      return { delaySeconds: first };
    case 0x85:
      return { waitSeconds: first };
    case 0x8f:
      return { software: version(first), hardware: version(second ?? 0) };
    default:
      return { data: hexOf(data) };
  }
}

/** One digit before the point and one behind it. */
function version(byte: number): string {
  return `${byte >> 4}.${byte & 0xf}`;
}

function hex(byte: number | undefined): string {
  return byte === undefined ? 'missing' : hexOf(Uint8Array.of(byte));
}
