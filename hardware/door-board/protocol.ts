import type { Expect } from '../bus/exchange.ts';
import type { DoorState } from '../device.ts';

/**
 * What a family of door boards needs so that the common driver can work it: frames as pure functions,
 * times, and what the boards can and cannot tell. One file `protocol.ts` beside each codec.
 */
export interface DoorProtocol<Board extends DoorBoardConfig = DoorBoardConfig> {
  /** As the cabinet file names it. */
  readonly name: string;
  /** The document that the frames come from. */
  readonly document: string;
  readonly capabilities: BoardCapabilities;
  readonly timing: ProtocolTiming;
  /** Asks one board how all its doors stand; lock 1 first. */
  status(board: Board): Ask<readonly DoorState[]>;
  /** One pulse for one lock (1-based). There is no request for more than one lock. */
  unlock(board: Board, lock: number): Ask<UnlockReply>;
}

/** What every board has, whatever its protocol. */
export interface DoorBoardConfig {
  readonly address: number;
  readonly locks: number;
  /** Length of the pulse that the board makes, in ms. */
  readonly pulseMs: number;
}

/** A frame and how its reply is found in what comes back; null where the boards do not answer. */
export interface Ask<Reply> {
  readonly frame: Uint8Array;
  readonly expect: Expect<Reply> | null;
  /** What its document fixes of the reply; tells a damaged answer from a stranger's. */
  readonly shape?: Shape;
  /** How long the reply may take, where it is not what `timing` says, in ms. */
  readonly within?: number;
}

/** The bytes of a reply that its document fixes; null for those that say something. */
export type Shape = readonly (number | null)[];

export function unsaid(bytes: number): Shape {
  return Array.from({ length: bytes }, () => null);
}

/** What a board says of a pulse. It is a claim: only the sensor tells what the door did. */
export type UnlockReply = 'accepted' | 'failed';

/** A reply after the pulse as the board's claim; `worked` says which replies mean that the bolt let go. */
export function claim<Reply>(
  expect: Expect<Reply>,
  worked: (reply: Reply) => boolean,
): Expect<UnlockReply> {
  return (bytes) => {
    const scan = expect(bytes);
    if (scan.found !== 'reply') return scan;
    return { ...scan, reply: worked(scan.reply) ? 'accepted' : 'failed' };
  };
}

export interface BoardCapabilities {
  /** `state`: how the door stands after the pulse · `accepted`: that it was understood · `none`. */
  readonly unlockReply: 'state' | 'accepted' | 'none';
  readonly reportsDoors: boolean;
  /** The board ends the pulse by itself, also when this program dies in the middle of it. */
  readonly nativePulse: boolean;
  /** What a status bit means depends on the wiring, so it stands in the cabinet file. */
  readonly polarity: 'fixed' | 'wiring';
  /** The family has such a frame; this program cannot build it. */
  readonly openAll: boolean;
}

/** All in milliseconds; each file says where its numbers come from. */
export interface ProtocolTiming {
  /** From the last byte of a status request to the last byte of its reply. */
  readonly readReply: number;
  /** The same for an unlock, without the pulse itself. */
  readonly unlockReply: number;
  /** How long a reply that missed its deadline may still come: a read, an unlock. */
  readonly lateRead: number;
  readonly lateUnlock: number;
  /** The solenoid and the supply rest after each pulse. */
  readonly afterPulse: number;
  /** Between two transactions. */
  readonly silence: number;
}
