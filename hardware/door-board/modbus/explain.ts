import { hexOf } from '../../bus/frame-log.ts';
import { explained, unexplained, type Explanation } from '../../explain.ts';
import { crc16, hasCrc } from './codec.ts';
import { writeMeanings, type Reading } from './explain-write.ts';

/**
 * One Modbus RTU frame in words, in either direction. A request and a reply may have the same bytes,
 * and the same write means different things to different boards: all readings are given.
 */
export function explainModbus(frame: Uint8Array): Explanation {
  if (frame.length < SHORTEST)
    return unexplained(`It has ${frame.length} bytes; the shortest frame has ${SHORTEST}.`);
  const readings = readingsOf(frame);
  const [first, ...others] = readings;
  const crc = hexOf(frame.subarray(-2));
  const whole = hasCrc(frame);
  const behind = whole ? null : afterNoise(frame);
  if (behind) return behind;
  if (!first) return nothingKnown(frame, whole);
  const problems: string[] = [];
  if (!whole) {
    const sum = crc16(frame.subarray(0, -2));
    const right = hexOf(Uint8Array.of(sum & 0xff, sum >> 8));
    problems.push(`The CRC (last two bytes) is ${crc}; the bytes before it give ${right}.`);
  }
  return explained(
    first.kind,
    { unit: frame[0] ?? 0, function: frame[1] ?? 0, ...first.fields, crc },
    problems,
    others.map(({ kind, fields }) => ({ kind, ...fields })),
  );
}

const SHORTEST = 5;
const REQUEST = 8;
const READS: Readonly<Record<number, string>> = {
  1: 'coils',
  2: 'inputs',
  3: 'holding registers',
  4: 'input registers',
};
const EXCEPTIONS: Readonly<Record<number, string>> = {
  1: 'it does not know this function',
  2: 'it has no such coil, input or register: the profile may be wrong',
  3: 'it does not take this value: the profile may be wrong',
  4: 'it failed while it carried it out',
  5: 'it needs more time',
  6: 'it is busy',
};

function readingsOf(frame: Uint8Array): readonly Reading[] {
  const fn = frame[1] ?? 0;
  const what = READS[fn];
  if (what) return [...readRequest(frame, what), ...readReply(frame, fn, what)];
  if (fn >= 0x80) return exceptionOf(frame, fn & 0x7f);
  if (frame.length === REQUEST && fn === 5)
    return writeMeanings(wordAt(frame, 2), wordAt(frame, 4), frame[0] ?? 0);
  if (frame.length === REQUEST && fn === 6) return [setting('one register', frame)];
  if (fn === 0x0f || fn === 0x10) return severalWrites(frame, fn);
  return [];
}

function readRequest(frame: Uint8Array, what: string): readonly Reading[] {
  if (frame.length !== REQUEST) return [];
  const fields = {
    direction: 'host to board',
    reads: what,
    first: wordAt(frame, 2),
    count: wordAt(frame, 4),
  };
  return [{ kind: 'status-request', fields }];
}

function readReply(frame: Uint8Array, fn: number, what: string): readonly Reading[] {
  const count = frame[2] ?? 0;
  if (frame.length !== count + 5 || count === 0) return [];
  const data = frame.subarray(3, -2);
  const common = { direction: 'board to host', reads: what, bytes: count };
  if (fn > 2) return [{ kind: 'registers-reply', fields: { ...common, data: hexOf(data) } }];
  const set = Array.from({ length: count * 8 }, (_, i) =>
    ((data[i >> 3] ?? 0) >> (i & 7)) & 1 ? i + 1 : 0,
  ).filter((bit) => bit > 0);
  return [{ kind: 'status-reply', fields: { ...common, setBits: set.join(' ') || 'none' } }];
}

function exceptionOf(frame: Uint8Array, fn: number): readonly Reading[] {
  if (frame.length !== SHORTEST) return [];
  const code = frame[2] ?? 0;
  const meaning = EXCEPTIONS[code] ?? 'a reason of its own';
  const fields = { direction: 'board to host', refuses: fn, code, meaning };
  return [{ kind: 'exception-reply', fields }];
}

function severalWrites(frame: Uint8Array, fn: number): readonly Reading[] {
  const what = fn === 0x0f ? 'several coils' : 'several registers';
  if (frame.length === REQUEST) {
    const fields = {
      direction: 'board to host',
      wrote: what,
      first: wordAt(frame, 2),
      count: wordAt(frame, 4),
    };
    return [{ kind: 'write-reply', fields }];
  }
  return frame.length === (frame[6] ?? 0) + 9 ? [setting(what, frame)] : [];
}

function setting(what: string, frame: Uint8Array): Reading {
  const fields = {
    direction: 'host to board',
    writes: what,
    first: wordAt(frame, 2),
    data: hexOf(frame.subarray(4, -2)),
    neverSent: 'This program cannot build it: it switches several coils or changes a setting.',
  };
  return { kind: 'setting', fields };
}

function nothingKnown(frame: Uint8Array, whole: boolean): Explanation {
  return unexplained(
    `Function ${frame[1] ?? 0} with ${frame.length} bytes is no frame of door boards, and the CRC ${whole ? 'fits' : 'does not fit'}.`,
  );
}

/** Some adapters put a zero before a frame when they switch the line to sending. */
function afterNoise(frame: Uint8Array): Explanation | null {
  for (let at = 1; at <= frame.length - SHORTEST; at += 1) {
    const rest = frame.subarray(at);
    if (!hasCrc(rest)) continue;
    const inner = explainModbus(rest);
    if (inner.ok)
      return unexplained(
        `There are ${at} bytes of noise (${hexOf(frame.subarray(0, at))}) before a frame that fits.`,
        {},
        [{ kind: inner.kind, ...inner.fields }],
      );
  }
  return null;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
