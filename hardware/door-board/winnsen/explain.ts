import { hexOf } from '../../bus/frame-log.ts';
import { explained, unexplained, type Explanation } from '../../explain.ts';
import { behindNoise, hexByte, locksIn, never, plain, type Meaning } from '../frame-words.ts';

/** One frame of Winnsen boards in words, in either direction ("Serial Command Document V202104"). */
const SHORTEST = 5;

export function explainWinnsen(frame: Uint8Array): Explanation {
  if (frame.length === 0) return unexplained('There are no bytes.');
  if (frame[0] !== 0x90) return behindNoise(frame, [0x90], explainWinnsen);
  if (frame.length < SHORTEST)
    return unexplained(`It has ${frame.length} bytes; the shortest frame has ${SHORTEST}.`);
  const meaning = meaningOf(frame);
  if (meaning === null) return unexplained(`Function ${hexByte(frame[2] ?? 0)} is not known.`);
  const problems = [...meaning.problems];
  if (frame[1] !== frame.length)
    problems.push(`Byte 2 says ${frame[1]} bytes; there are ${frame.length}.`);
  if (frame.at(-1) !== 0x03)
    problems.push(`The last byte is ${hexOf(frame.subarray(-1))}; it must be 03.`);
  return explained(meaning.kind, { ...meaning.fields, checksum: 'none' }, problems);
}

const EVERY_BOARD = 'station 0 is every board on the cable at once';

function meaningOf(frame: Uint8Array): Meaning | null {
  const [, , fn = 0, station = 0] = frame;
  const asked = { direction: 'host to board', station };
  const told = { direction: 'board to host', station, fn: hexByte(fn) };
  const request = (kind: string, fields: Explanation['fields'], length: number): Meaning => {
    const all = { ...asked, ...fields };
    const meaning = station === 0 ? never(kind, all, EVERY_BOARD) : plain(kind, all);
    return { ...meaning, problems: lengthProblem(frame, length) };
  };
  const [first = 0, second = 0] = frame.subarray(4);
  switch (fn) {
    case 0x05:
      return request('unlock-request', { lock: first }, 6);
    case 0x02:
      return request('status-request', { locks: locksIn([first, second]) }, 7);
    case 0x12:
      return request('lock-request', { lock: first }, 6);
    case 0x85:
    case 0xa5:
      return reply('unlock-reply', { ...told, lock: first }, frame, second, UNLOCKED);
    case 0x82:
    case 0xa2:
      return plain(
        'status-reply',
        { ...told, open: locksIn([first, second]) },
        lengthProblem(frame, 7),
      );
    case 0x92:
    case 0xb2:
      // Here the state stands before the lock.
      return reply('lock-reply', { ...told, lock: second }, frame, first, DOORS);
    default:
      return null;
  }
}

const UNLOCKED = ['failed', 'opened', 'refused: the coil cools down'];
const DOORS = ['closed', 'open'];

function reply(
  kind: string,
  fields: Explanation['fields'],
  frame: Uint8Array,
  status: number,
  words: readonly string[],
): Meaning {
  const word = words[status];
  const unknown = `The status is ${hexByte(status)}; known are ${words.map((_, i) => hexByte(i)).join(', ')}.`;
  return plain(kind, { ...fields, status: word ?? 'unknown' }, [
    ...lengthProblem(frame, 7),
    ...(word === undefined ? [unknown] : []),
  ]);
}

function lengthProblem(frame: Uint8Array, length: number): readonly string[] {
  return frame.length === length ? [] : [`It has ${frame.length} bytes; this kind has ${length}.`];
}
