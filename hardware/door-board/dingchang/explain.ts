import { hexOf } from '../../bus/frame-log.ts';
import { unexplained, type Explanation } from '../../explain.ts';
import {
  behindNoise,
  hexByte,
  locksIn,
  never,
  plain,
  withCheck,
  type Meaning,
} from '../frame-words.ts';
import { doorOf, FROM_BOARD, HEAD, sum, TO_BOARD } from './codec.ts';

/** One frame of Dingchang boards in words, in either direction; also those that are never sent. */
const SHORTEST = 6;

export function explainDingchang(frame: Uint8Array): Explanation {
  if (frame.length === 0) return unexplained('There are no bytes.');
  if (frame[0] !== HEAD) return behindNoise(frame, [HEAD], explainDingchang);
  if (frame.length < SHORTEST)
    return unexplained(`It has ${frame.length} bytes; the shortest frame has ${SHORTEST}.`);
  const meaning = meaningOf(frame);
  if (meaning === null)
    return unexplained(
      `Byte 2 and the command are ${hexOf(frame.subarray(1, 2))} and ${hexByte(frame[3] ?? 0)}; there is no such frame.`,
    );
  const carried = frame.length - SHORTEST;
  const length =
    frame[4] === carried ? [] : [`Byte 5 says ${frame[4]} bytes of data; there are ${carried}.`];
  return withCheck(
    { ...meaning, problems: [...length, ...meaning.problems] },
    frame,
    sum(frame.subarray(2, -1)),
  );
}

function meaningOf(frame: Uint8Array): Meaning | null {
  const [, direction, board = 0, command = 0] = frame;
  const data = [...frame.subarray(5, -1)];
  switch (direction) {
    case TO_BOARD:
      return asked(command, { direction: 'host to board', board }, data);
    case FROM_BOARD:
      return told(command, { direction: 'board to host', board }, data);
    default:
      return null;
  }
}

type Fields = Explanation['fields'];

function asked(command: number, base: Fields, data: readonly number[]): Meaning | null {
  const [lock = 0, on = 0] = data;
  const mask = { ...base, locks: locksIn([...data].reverse()) };
  switch (command) {
    case 0x01:
      return plain('version-request', base, lengthProblem(data, 0));
    case 0x10:
      return plain('unlock-request', { ...base, lock }, lengthProblem(data, 1));
    case 0x11:
      return plain('lock-request', { ...base, lock }, lengthProblem(data, 1));
    case 0x12:
      return plain('status-request', { ...base, locks: 'all' }, lengthProblem(data, 0));
    case 0x14:
      return never('open-all', base, 'it opens every door of the board');
    case 0x15:
      return never('batch-unlock', mask, 'it opens several doors');
    case 0x16:
      return never(
        'hold-on',
        { ...base, lock, on: on === 1 },
        'current stays in the coil, and a lock burns',
      );
    case 0x18:
      return never('batch-unlock', mask, 'all coils at once overload the supply');
    case 0x1a:
      return never('outputs', mask, 'it leaves outputs on, whatever hangs on them');
    default:
      return null;
  }
}

function told(command: number, base: Fields, data: readonly number[]): Meaning | null {
  const [first = 0] = data;
  const state = data.at(-1) ?? 0;
  const open = { ...base, open: locksIn([...data].reverse()) };
  switch (command) {
    case 0x01:
      return plain('version-reply', { ...base, version: hexOf(Uint8Array.from(data)) });
    case 0x10: {
      // The manual's table names the lock, its example does not.
      const lock: Fields = data.length === 2 ? { lock: first } : {};
      return plain('unlock-reply', { ...base, ...lock, door: doorWord(state) }, [
        ...(data.length === 1 || data.length === 2 ? [] : lengthProblem(data, 2)),
        ...doorProblem(state),
      ]);
    }
    case 0x11:
      return plain('lock-reply', { ...base, door: doorWord(state) }, [
        ...lengthProblem(data, 1),
        ...doorProblem(state),
      ]);
    case 0x12:
      return plain('status-reply', open, data.length === 3 ? [] : lengthProblem(data, 2));
    case 0x14:
      return plain('open-all-reply', open);
    case 0x15:
    case 0x18:
      return plain('batch-unlock-reply', open);
    case 0x16:
      return plain('hold-on-reply', { ...base, done: first === 1 }, lengthProblem(data, 1));
    case 0x1a:
      return plain('outputs-reply', { ...base, done: first === 1 }, lengthProblem(data, 1));
    default:
      return null;
  }
}

function doorWord(byte: number): string {
  return doorOf(byte) ?? hexByte(byte);
}

function doorProblem(byte: number): readonly string[] {
  return doorOf(byte) === null
    ? [`A door is ${hexByte(byte)}; it is 01 (open) or 00 (closed).`]
    : [];
}

function lengthProblem(data: readonly number[], length: number): readonly string[] {
  return data.length === length
    ? []
    : [`It carries ${data.length} bytes of data; this kind carries ${length}.`];
}
