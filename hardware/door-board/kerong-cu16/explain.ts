import { hexOf } from '../../bus/frame-log.ts';
import { explained, unexplained, type Explanation } from '../../explain.ts';
import { setBits, sum8 } from '../kerong-hooks.ts';

/**
 * One frame of KR-CU16 boards in words, in either direction, with those that this program never
 * sends. From "KR-CU16 Communication Protocol Specification" V1.6.
 */
export function explainKerongCu16(frame: Uint8Array): Explanation {
  if (frame[0] === 0xf5) return update(frame);
  if (frame[0] !== 0x02)
    return unexplained(
      frame.length === 0
        ? 'There are no bytes.'
        : `It begins with ${hex(frame[0])}; frames of this family begin with 02 or F5.`,
    );
  const forms = FORMS.filter(({ command }) => command === frame[2]);
  if (forms.length === 0)
    return unexplained(
      frame.length < 3 ? 'It ends before its command.' : `There is no command ${hex(frame[2])}.`,
    );
  const form = forms.find(({ length }) => length === frame.length);
  if (!form) {
    const lengths = forms.map(({ length }) => length).join(' or ');
    return unexplained(
      `It has ${frame.length} bytes; a frame with command ${hex(frame[2])} has ${lengths}.`,
      { command: hex(frame[2]) },
    );
  }
  return explained(form.kind, fieldsOf(frame, form), [
    ...addressProblems(frame),
    ...endProblems(frame),
  ]);
}

interface Form {
  readonly command: number;
  readonly length: number;
  readonly kind: string;
  readonly read?: (data: Uint8Array) => Explanation['fields'];
  readonly neverSent?: string;
}

const BAUDS = [9_600, 19_200, 57_600, 115_200];
const DELAY = 'with a delay doors open when nobody stands there any more';
const hooks = (data: Uint8Array): Explanation['fields'] => ({
  hookBits: setBits(data.subarray(0, 2)),
});
const states = (data: Uint8Array): Explanation['fields'] => ({
  ...hooks(data),
  itemBits: setBits(data.subarray(2, 4)),
});
const unlockMs = (data: Uint8Array): number =>
  (((data.at(-2) ?? 0) << 8) | (data.at(-1) ?? 0)) * 10;

const FORMS: readonly Form[] = [
  { command: 0x30, length: 5, kind: 'status-request' },
  { command: 0x31, length: 5, kind: 'unlock-request' },
  {
    command: 0x32,
    length: 5,
    kind: 'status-all-request',
    neverSent: 'boards are asked one by one',
  },
  {
    command: 0x33,
    length: 5,
    kind: 'open-all',
    neverSent: 'it opens every door of the board',
  },
  { command: 0x35, length: 9, kind: 'status-reply', read: states },
  { command: 0x36, length: 9, kind: 'status-all-reply', read: states },
  { command: 0x37, length: 5, kind: 'unlock-time-request' },
  {
    command: 0x37,
    length: 7,
    kind: 'unlock-time-setting',
    read: (data) => ({ unlockMs: unlockMs(data) }),
    neverSent: 'it writes a setting',
  },
  {
    command: 0x38,
    length: 9,
    kind: 'unlock-time-reply',
    read: (data) => ({ ...hooks(data), unlockMs: unlockMs(data) }),
  },
  {
    command: 0x39,
    length: 6,
    kind: 'delay-setting',
    read: (data) => ({ delaySeconds: data[0] ?? 0 }),
    neverSent: `it writes a setting, and ${DELAY}`,
  },
  {
    command: 0x39,
    length: 9,
    kind: 'delay-reply',
    read: (data) => ({ ...hooks(data), delaySeconds: data[3] ?? 0 }),
  },
  {
    command: 0x40,
    length: 6,
    kind: 'baud-setting',
    read: (data) => ({ baud: BAUDS[data[0] ?? 0] ?? 'unknown' }),
    neverSent: 'it writes a setting, and the board is lost at its old speed',
  },
  {
    command: 0x40,
    length: 9,
    kind: 'baud-reply',
    read: (data) => ({ baud: BAUDS[data[3] ?? 0] ?? 'unknown' }),
  },
];
const REPLY_LENGTH = 9;
const EVERY_BOARD = 0xf;
const HIGHEST_BOARD = 9;

function fieldsOf(frame: Uint8Array, form: Form): Explanation['fields'] {
  const [, address = 0, command] = frame;
  const board = address >> 4;
  return {
    direction: frame.length === REPLY_LENGTH ? 'board to host' : 'host to board',
    board: board === EVERY_BOARD ? 'all' : board,
    ...(command === 0x31 ? { lock: (address & 0xf) + 1 } : {}),
    ...form.read?.(frame.subarray(3, -2)),
    checksum: hex(frame.at(-1)),
    ...(form.neverSent ? { neverSent: `This program cannot build it: ${form.neverSent}.` } : {}),
  };
}

function addressProblems([, address = 0]: Uint8Array): readonly string[] {
  const board = address >> 4;
  return board <= HIGHEST_BOARD || board === EVERY_BOARD
    ? []
    : [`The address (byte 2) names board ${board}; boards are 0 to ${HIGHEST_BOARD}, F is all.`];
}

function endProblems(frame: Uint8Array): readonly string[] {
  const problems: string[] = [];
  if (frame.at(-2) !== 0x03)
    problems.push(`The byte before the checksum is ${hex(frame.at(-2))}; it must be 03.`);
  const sum = sum8(frame.subarray(0, -1));
  if (frame.at(-1) !== sum)
    problems.push(
      `The checksum (last byte) is ${hex(frame.at(-1))}; the bytes before it give ${hex(sum)}.`,
    );
  return problems;
}

const UPDATE_HEAD = 6;

/** `F5 CMD ADDR LEN 5F SUM DATA`: versions, and the mode in which new firmware is loaded. */
function update(frame: Uint8Array): Explanation {
  const [, command, board = 0, length = 0, end, sum] = frame;
  if (frame.length < UPDATE_HEAD)
    return unexplained(
      `It has ${frame.length} bytes; frames with F5 have at least ${UPDATE_HEAD}.`,
    );
  const data = frame.subarray(UPDATE_HEAD);
  const right = sum8(frame.filter((_, i) => i !== UPDATE_HEAD - 1));
  const problems: string[] = [];
  if (data.length !== length)
    problems.push(`Byte 4 announces ${length} bytes of data; ${data.length} follow.`);
  if (end !== 0x5f) problems.push(`Byte 5 is ${hex(end)}; it must be 5F.`);
  if (sum !== right)
    problems.push(`The checksum (byte 6) is ${hex(sum)}; the other bytes give ${hex(right)}.`);
  const fields = { board, checksum: hex(sum) };
  if (command === 0xb6)
    return length === 0
      ? explained('version-request', { direction: 'host to board', ...fields }, problems)
      : explained(
          'version-reply',
          {
            direction: 'board to host',
            ...fields,
            software: data[0] ?? 'missing',
            hardware: data[1] ?? 'missing',
          },
          problems,
        );
  if (command !== 0xb5) return unexplained(`There is no command F5 ${hex(command)}.`);
  if (length === 0)
    return explained('update-reply', { direction: 'board to host', ...fields }, problems);
  const neverSent = 'This program cannot build it: it erases the firmware of the board.';
  return explained('update-mode', { direction: 'host to board', ...fields, neverSent }, problems);
}

function hex(byte: number | undefined): string {
  return byte === undefined ? 'missing' : hexOf(Uint8Array.of(byte));
}
