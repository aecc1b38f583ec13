import type { Shape } from '../door-board/protocol.ts';
import { explainFrame, frameProtocols, isFrameProtocol, type FrameProtocol } from '../inspector.ts';

/**
 * What is wrong with a line, from the bytes that came where an answer should have come. Pure. A cause
 * is what the bytes show; where they cannot tell two causes apart, the words name both.
 */
export type LineCause =
  | { readonly cause: 'silent' | 'echoOnly' | 'swapped' | 'twoBoards' | 'damaged' | 'cut' }
  | { readonly cause: 'otherFamily'; readonly family: FrameProtocol }
  | { readonly cause: 'otherBoard' }
  | { readonly cause: 'wrongSpeed' };

/** One question that nobody answered as they should. */
export interface Unanswered {
  readonly request: Uint8Array;
  /** Everything that came until its time was over, an echo included. */
  readonly heard: Uint8Array;
}

export interface Expected {
  /** As the cabinet file names it. */
  readonly family: string;
  /** Null where a reply has no fixed bytes. */
  readonly shape: Shape | null;
}

/** The cause that most of the last questions show; silence only where nothing else was heard. */
export function causeOf(unanswered: readonly Unanswered[], expected: Expected): LineCause {
  const causes = unanswered.map((one) => causeOfOne(one, expected));
  const told = causes.filter(({ cause }) => cause !== 'silent');
  const count = (cause: LineCause): number => told.filter((other) => same(cause, other)).length;
  return told.reduce<LineCause>(
    (most, cause) => (count(cause) > count(most) ? cause : most),
    told[0] ?? { cause: 'silent' },
  );
}

function same(one: LineCause, other: LineCause): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function causeOfOne({ request, heard }: Unanswered, { family, shape }: Expected): LineCause {
  const bytes = withoutEcho(heard, request);
  if (heard.length === 0) return { cause: 'silent' };
  if (bytes.length === 0) return { cause: 'echoOnly' };
  // A receiver on the wrong way round hears the idle line as a start bit that never ends.
  if (bytes.every((byte) => byte === 0x00)) return { cause: 'swapped' };
  const spoken = frameIn(bytes, family);
  if (spoken === family) return { cause: 'otherBoard' };
  if (shape !== null) {
    if (placeOf(bytes, shape) !== null) return { cause: 'damaged' };
    if (liesUnder(bytes, shape)) return { cause: 'twoBoards' };
    if (beginsLike(bytes, shape)) return { cause: 'cut' };
  }
  if (spoken !== null && isFrameProtocol(spoken)) return { cause: 'otherFamily', family: spoken };
  return { cause: 'wrongSpeed' };
}

function withoutEcho(heard: Uint8Array, request: Uint8Array): Uint8Array {
  const echoed = request.every((byte, i) => heard[i] === byte);
  return echoed ? heard.subarray(request.length) : heard;
}

/** Longer than any frame that boards send; more would only cost time. */
const LOOKED_AT_BYTES = 64;
/** Shorter pieces fit a frame by chance. */
const SHORTEST_FRAME = 5;

/** The family of a whole frame among these bytes; our own family goes first. */
function frameIn(bytes: Uint8Array, own: string): string | null {
  const looked = bytes.subarray(0, LOOKED_AT_BYTES);
  const families = [...frameProtocols].sort((one) => (one === own ? -1 : 0));
  for (const family of families)
    for (let from = 0; from + SHORTEST_FRAME <= looked.length; from += 1)
      for (let to = looked.length; to - from >= SHORTEST_FRAME; to -= 1) {
        const { ok, kind } = explainFrame(family, looked.subarray(from, to));
        if (ok && kind !== 'unknown') return family;
      }
  return null;
}

/** Where all the fixed bytes of a reply stand, whatever its check says. */
function placeOf(bytes: Uint8Array, shape: Shape): number | null {
  for (let at = 0; at + shape.length <= bytes.length; at += 1)
    if (shape.every((fixed, i) => fixed === null || bytes[at + i] === fixed)) return at;
  return null;
}

/**
 * Whether these bytes are what is left of such a reply when two boards drive the line: it begins right,
 * it is not shorter, and only ones are missing, as a 0 wins.
 */
function liesUnder(bytes: Uint8Array, shape: Shape): boolean {
  if (bytes.length < shape.length || bytes[0] !== shape[0]) return false;
  return shape.every((fixed, i) => fixed === null || ((bytes[i] ?? 0) & ~fixed) === 0);
}

/** Two bytes right and then too little. */
function beginsLike(bytes: Uint8Array, shape: Shape): boolean {
  if (bytes.length < 2 || bytes.length >= shape.length) return false;
  return shape.every((fixed, i) => fixed === null || i >= bytes.length || bytes[i] === fixed);
}

/** For the service menu, the events and whoever stands before the cabinet with a screwdriver. */
export function causeInWords(cause: LineCause): string {
  switch (cause.cause) {
    case 'silent':
      return 'no byte comes back: no power, another address or speed, or A and B swapped';
    case 'echoOnly':
      return 'only our own bytes come back: the adapter echoes and no board answers';
    case 'swapped':
      return 'only zero bytes come back: A and B seem to be swapped';
    case 'twoBoards':
      return 'answers lie over each other: two boards seem to have this address';
    case 'damaged':
      return 'answers come with a wrong check: a disturbed line, or two boards with this address';
    case 'cut':
      return 'answers break off';
    case 'otherFamily':
      return `the answers are frames of ${cause.family}: the cabinet file names the wrong protocol`;
    case 'otherBoard':
      return 'another answer than this board gives: its address, size or wiring differs from the cabinet file';
    case 'wrongSpeed':
      return 'bytes come back that are no frame of any board: the speed or the parity seems wrong, or the line is disturbed';
  }
}
