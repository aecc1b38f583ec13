import { hexOf } from '../../bus/frame-log.ts';
import { explained, unexplained, type Explanation } from '../../explain.ts';
import { bcc } from './codec.ts';

/**
 * One frame of 8A/80 boards in words, in either direction; also the frames that this program never
 * sends, and the variants that single makers added. From the vendor's texts "485锁控板通讯协议".
 */
export function explainBcc8a(frame: Uint8Array): Explanation {
  const [head = 0] = frame;
  if (frame.length === 0) return unexplained('There are no bytes.');
  if (!KNOWN_HEADS.has(head)) return afterNoise(frame);
  if (frame.length < SHORTEST)
    return unexplained(`It has ${frame.length} bytes; the shortest frame has ${SHORTEST}.`);
  const meaning = meaningOf(frame);
  const sum = bcc(frame.subarray(0, -1));
  const problems = [...meaning.problems];
  if (frame.at(-1) !== sum)
    problems.push(
      `The checksum (last byte) is ${hexOf(frame.subarray(-1))}; the bytes before it give ${hexOf(Uint8Array.of(sum))}.`,
    );
  const fields = { ...meaning.fields, checksum: hexOf(frame.subarray(-1)) };
  return explained(meaning.kind, fields, problems, meaning.candidates);
}

interface Meaning {
  readonly kind: string;
  readonly fields: Explanation['fields'];
  readonly problems: readonly string[];
  readonly candidates: Explanation['candidates'];
}

const SHORTEST = 5;
const KNOWN_HEADS = new Set([
  0x80, 0x81, 0x82, 0x8a, 0x90, 0x9a, 0x9b, 0x9d, 0xdd, 0xde, 0xdf, 0xe1,
]);
/** Three status bytes for 8 to 24 locks, four for 32, seven for 50. */
const STATUS_LENGTHS = [7, 8, 11];

function meaningOf(frame: Uint8Array): Meaning {
  switch (frame[0]) {
    case 0x80:
      return frame.length === SHORTEST ? shortRead(frame) : wholeBoard(frame);
    case 0x8a:
      return unlock(frame);
    case 0x81:
    case 0x82:
      return state(frame, 'push', 'board to host, unasked');
    case 0x90:
      return never('batch-unlock', frame, 'it opens several doors at once');
    case 0x9a:
      return never('hold-on', frame, 'it leaves current in the coil, and a solenoid burns');
    case 0x9b:
      return never('hold-off', frame, 'it belongs to held coils');
    case 0x9d:
      return never('open-all', frame, 'it opens every door of the board');
    default:
      return never('setting', frame, 'it reads or writes settings of single makers');
  }
}

function shortRead(frame: Uint8Array): Meaning {
  const [, board = 0, lock = 0, what] = frame;
  const asked = { direction: 'host to board', board };
  if (what === 0x33)
    return lock === 0
      ? plain('status-request', { ...asked, locks: 'all' })
      : plain('lock-request', { ...asked, lock });
  if (what === 0x99)
    return lock === 0
      ? never('address-request', frame, 'every board on the cable answers at once')
      : plain('address-reply', { direction: 'board to host', address: lock });
  return state(frame, 'lock-reply', 'board to host');
}

/** The reply to read-all. Its length depends on the board, not on the number of its locks. */
function wholeBoard(frame: Uint8Array): Meaning {
  const status = frame.subarray(2, -2);
  const problems: string[] = [];
  if (!STATUS_LENGTHS.includes(frame.length))
    problems.push(
      `It has ${frame.length} bytes; a reply of a whole board has ${STATUS_LENGTHS.join(', ')}.`,
    );
  if (frame.at(-2) !== 0x33)
    problems.push(
      `The byte before the checksum is ${hexOf(frame.subarray(-2, -1))}; it must be 33.`,
    );
  const highestFirst = shorted([...status].reverse());
  const fields = {
    direction: 'board to host',
    board: frame[1] ?? 0,
    statusBytes: status.length,
    shortedLoops: highestFirst,
  };
  const lowestFirst = shorted([...status]);
  const candidates =
    lowestFirst === highestFirst
      ? []
      : [{ statusByteOrder: 'lowest-first', shortedLoops: lowestFirst }];
  return { kind: 'status-reply', fields, problems, candidates };
}

function shorted(lowestFirst: readonly number[]): string {
  const locks = lowestFirst.flatMap((byte, group) =>
    Array.from({ length: 8 }, (_, bit) => ((byte >> bit) & 1 ? group * 8 + bit + 1 : 0)),
  );
  return locks.filter((lock) => lock > 0).join(' ') || 'none';
}

function unlock(frame: Uint8Array): Meaning {
  const [, board = 0, lock = 0, what, seconds = 0] = frame;
  if (lock === 0) return never('open-all', frame, 'it opens every door of the board');
  if (frame.length === SHORTEST + 1 && what === 0x11)
    return plain('timed-unlock', { direction: 'host to board', board, lock, seconds });
  const reply = state(frame, 'unlock-reply', 'board to host');
  // The request and the reply "loop shorted" are the same bytes; only the moment tells which.
  if (what !== 0x11 || reply.problems.length > 0) return reply;
  return {
    kind: 'unlock-request',
    fields: { direction: 'host to board', board, lock },
    problems: [],
    candidates: [{ kind: reply.kind, ...reply.fields }],
  };
}

function state(frame: Uint8Array, kind: string, direction: string): Meaning {
  const [, board = 0, lock = 0, what] = frame;
  const loop = what === 0x11 ? 'shorted' : what === 0x00 ? 'apart' : 'unknown';
  const problems: string[] = [];
  if (frame.length !== SHORTEST)
    problems.push(`It has ${frame.length} bytes; this kind has ${SHORTEST}.`);
  if (loop === 'unknown')
    problems.push(
      `Byte 4 is ${hexOf(frame.subarray(3, 4))}; a loop is 11 (shorted) or 00 (apart).`,
    );
  const wiring =
    loop === 'unknown'
      ? {}
      : {
          closedShort: loop === 'shorted' ? 'closed' : 'open',
          openShort: loop === 'shorted' ? 'open' : 'closed',
        };
  return { kind, fields: { direction, board, lock, loop, ...wiring }, problems, candidates: [] };
}

function plain(kind: string, fields: Explanation['fields']): Meaning {
  return { kind, fields, problems: [], candidates: [] };
}

function never(kind: string, frame: Uint8Array, why: string): Meaning {
  const fields = {
    direction: 'host to board',
    board: frame[1] ?? 0,
    data: hexOf(frame.subarray(2, -1)),
    neverSent: `This program cannot build it: ${why}.`,
  };
  return plain(kind, fields);
}

/** Some boards send garbage when they switch the line to sending; a frame may follow it. */
function afterNoise(frame: Uint8Array): Explanation {
  for (let at = 1; at <= frame.length - SHORTEST; at += 1) {
    const rest = frame.subarray(at);
    if (!KNOWN_HEADS.has(rest[0] ?? 0)) continue;
    const inner = explainBcc8a(rest);
    if (inner.ok)
      return unexplained(
        `There are ${at} bytes of noise (${hexOf(frame.subarray(0, at))}) before a frame that fits.`,
        {},
        [{ kind: inner.kind, ...inner.fields }],
      );
  }
  return unexplained(`${hexOf(frame.subarray(0, 1))} begins no frame of this family.`);
}
