import { unexplained, type Explanation } from '../../explain.ts';
import { behindNoise, hexByte, never, plain, withCheck, type Meaning } from '../frame-words.ts';
import { doorOf, HEAD, xor } from './codec.ts';

/** One frame of WKLY boards in words, in either direction; also those that are never sent. */
const SHORTEST = 8;

export function explainWkly(frame: Uint8Array): Explanation {
  if (frame.length === 0) return unexplained('There are no bytes.');
  if (!HEAD.every((byte, i) => (frame[i] ?? byte) === byte))
    return behindNoise(frame, HEAD, explainWkly);
  if (frame.length < SHORTEST)
    return unexplained(`It has ${frame.length} bytes; the shortest frame has ${SHORTEST}.`);
  const meaning = meaningOf(frame);
  if (meaning === null) return unexplained(`Command ${hexByte(frame[6] ?? 0)} is not known.`);
  const length =
    frame[4] === frame.length ? [] : [`Byte 5 says ${frame[4]} bytes; there are ${frame.length}.`];
  return withCheck(
    { ...meaning, problems: [...length, ...meaning.problems] },
    frame,
    xor(frame.subarray(0, -1)),
  );
}

function meaningOf(frame: Uint8Array): Meaning | null {
  const [, , , , , board = 0, command = 0, ...more] = frame;
  const data = more.slice(0, -1);
  const asked = { direction: 'host to board', board };
  const told = { direction: 'board to host', board };
  const [first = 0, second = 0, third = 0] = data;
  switch (command) {
    case 0x82:
    case 0x83:
      return ofOneLock(command === 0x82 ? 'unlock' : 'lock', board, data);
    case 0x84:
      return data.length === 0
        ? plain('status-request', { ...asked, locks: 'all' })
        : wholeBoard(told, data);
    case 0x85:
      return plain('push', { ...told, lock: first, door: doorWord(second), asked: false }, [
        ...lengthProblem(data, 2),
        ...doorProblem(second),
      ]);
    case 0x80:
      if (data.length === 1) return done('batch-unlock-reply', told, first);
      return never(
        'batch-unlock',
        { ...asked, ...listed(data) },
        'all coils at once overload the supply',
      );
    case 0x87:
      if (data.length === 1) return done('batch-unlock-reply', told, first);
      return never('batch-unlock', { ...asked, ...listed(data) }, 'it opens several doors');
    case 0x86:
      if (data.length === 1) return done('open-all-reply', told, first);
      return never('open-all', asked, 'it opens every door of the board');
    case 0x81:
      if (data.length === 2) return done('flash-reply', { ...told, lock: second }, first);
      return never(
        'flash',
        { ...asked, lock: first },
        'it switches a coil on and off until told otherwise',
      );
    case 0x88:
      if (data.length > 1)
        return done('hold-on-reply', { ...told, lock: second, door: doorWord(third) }, first);
      return never(
        'hold-on',
        { ...asked, lock: first },
        'it leaves current in the coil, and a solenoid burns',
      );
    case 0x89:
      if (data.length > 1)
        return done('hold-off-reply', { ...told, lock: second, door: doorWord(third) }, first);
      return never('hold-off', { ...asked, lock: first }, 'it belongs to held coils');
    default:
      return null;
  }
}

function ofOneLock(kind: string, board: number, data: readonly number[]): Meaning {
  const [first = 0, lock = 0, door = 0] = data;
  if (data.length === 1)
    return plain(`${kind}-request`, { direction: 'host to board', board, lock: first });
  const meaning = done(`${kind}-reply`, { direction: 'board to host', board, lock }, first);
  return {
    ...meaning,
    fields: { ...meaning.fields, door: doorWord(door) },
    problems: [...meaning.problems, ...lengthProblem(data, 3), ...doorProblem(door)],
  };
}

function wholeBoard(told: Explanation['fields'], data: readonly number[]): Meaning {
  const [status = 0, count = 0, ...doors] = data;
  const meaning = done('status-reply', told, status);
  const numbered = (state: string): string =>
    doors.flatMap((door, i) => (doorWord(door) === state ? [i + 1] : [])).join(' ') || 'none';
  return {
    ...meaning,
    fields: {
      ...meaning.fields,
      locks: count,
      open: numbered('open'),
      unknown: numbered('unknown'),
    },
    problems: [
      ...meaning.problems,
      ...(count === doors.length ? [] : [`It says ${count} doors and carries ${doors.length}.`]),
      ...doors.flatMap(doorProblem),
    ],
  };
}

function done(kind: string, fields: Explanation['fields'], status: number): Meaning {
  const word = status === 0x00 ? 'done' : status === 0xff ? 'failed' : 'unknown';
  const problem = `The status is ${hexByte(status)}; it is 00 (done) or FF (failed).`;
  return plain(kind, { ...fields, status: word }, word === 'unknown' ? [problem] : []);
}

function listed([count = 0, ...locks]: readonly number[]): Explanation['fields'] {
  return { count, locks: locks.join(' ') || 'none' };
}

function doorWord(byte: number): string {
  return doorOf(byte) ?? hexByte(byte);
}

function doorProblem(byte: number): readonly string[] {
  if (doorOf(byte) !== null) return [];
  return [`A door is ${hexByte(byte)}; it is 00 (open), 01 (closed) or FF (unknown).`];
}

function lengthProblem(data: readonly number[], length: number): readonly string[] {
  return data.length === length
    ? []
    : [`It carries ${data.length} bytes of data; this kind carries ${length}.`];
}
