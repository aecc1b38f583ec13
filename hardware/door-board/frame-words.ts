import { hexOf } from '../bus/frame-log.ts';
import { explained, unexplained, type Explanation } from '../explain.ts';

/** What the explanations of several board families share. */
export interface Meaning {
  readonly kind: string;
  readonly fields: Explanation['fields'];
  readonly problems: readonly string[];
}

export function plain(
  kind: string,
  fields: Explanation['fields'],
  problems: readonly string[] = [],
): Meaning {
  return { kind, fields, problems };
}

/** A frame of the family that this program cannot build, with the reason. */
export function never(kind: string, fields: Explanation['fields'], why: string): Meaning {
  return plain(kind, { ...fields, neverSent: `This program cannot build it: ${why}.` });
}

/** The meaning of a frame, with what its check says. */
export function withCheck(
  { kind, fields, problems }: Meaning,
  frame: Uint8Array,
  right: number,
): Explanation {
  const told = hexOf(frame.subarray(-1));
  const fits = frame.at(-1) === right;
  const wrong = `The checksum (last byte) is ${told}; the bytes before it give ${hexByte(right)}.`;
  return explained(kind, { ...fields, checksum: told }, fits ? problems : [...problems, wrong]);
}

/** Bytes that begin no frame; a frame that fits may follow them. */
export function behindNoise(
  frame: Uint8Array,
  head: readonly number[],
  explain: (rest: Uint8Array) => Explanation,
): Explanation {
  for (let at = 1; at < frame.length; at += 1) {
    const rest = frame.subarray(at);
    if (!head.every((byte, i) => rest[i] === byte)) continue;
    const inner = explain(rest);
    if (inner.ok)
      return unexplained(
        `There are ${at} bytes of noise (${hexOf(frame.subarray(0, at))}) before a frame that fits.`,
        {},
        [{ kind: inner.kind, ...inner.fields }],
      );
  }
  return unexplained(
    `${hexOf(frame.subarray(0, head.length))} begins no frame of this family; that would be ${hexOf(Uint8Array.from(head))}.`,
  );
}

/** The locks of these bits, 1-based and in words. */
export function locksIn(lowestFirst: readonly number[]): string {
  const locks = lowestFirst.flatMap((byte, group) =>
    Array.from({ length: 8 }, (_, bit) => ((byte >> bit) & 1 ? group * 8 + bit + 1 : 0)),
  );
  return locks.filter((lock) => lock > 0).join(' ') || 'none';
}

export function hexByte(byte: number): string {
  return hexOf(Uint8Array.of(byte));
}
