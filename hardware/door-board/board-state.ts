import type { Unanswered } from '../diagnose/line-cause.ts';
import type { DeviceHealth } from '../device.ts';
import { nothingRead, type Debounced } from './debounce.ts';
import { polling, type Attention } from './polling.ts';
import type { DoorBoardConfig } from './protocol.ts';
import type { Turn } from './turns.ts';

/** One board as its bus knows it. All times in monotonic ms. */
export interface BoardState<Board> extends Turn {
  readonly config: Board;
  readonly doors: Debounced[];
  health: DeviceHealth;
  lastAsked: number;
  lastAnswer: number;
  /** The longest that it took to answer, in ms; null while it never has. */
  slowest: number | null;
  /** Polls in a row without an answer. */
  missed: number;
  /** What came instead of the last answers; the newest last. */
  unanswered: readonly Unanswered[];
  /** Answers in a row that came twice. */
  twice: number;
  twiceNow: boolean;
  /** How many watch this board closely. */
  watched: number;
}

export function freshBoard<Board extends DoorBoardConfig>(
  config: Board,
  since: number,
): BoardState<Board> {
  return {
    config,
    doors: Array.from({ length: config.locks }, () => nothingRead),
    health: { state: 'lost', reason: 'has not answered yet', since },
    lastAsked: -Infinity,
    lastAnswer: -Infinity,
    slowest: null,
    missed: 0,
    unanswered: [],
    twice: 0,
    twiceNow: false,
    watched: 0,
    nextPoll: 0,
    polling: false,
  };
}

export function attentionTo<Board>(board: BoardState<Board>): Attention {
  const { health, missed, doors, watched } = board;
  return {
    lost: health.state === 'lost',
    missed,
    moving: doors.some((door) => door.candidate !== null),
    open: doors.some((door) => door.confirmed === 'open'),
    watched: watched > 0,
  };
}

/** The boards that are given up for now while others on their line answer: looked for now and then. */
export function lostAmongOthers<Board>(
  boards: readonly BoardState<Board>[],
): readonly BoardState<Board>[] {
  if (boards.every(({ health }) => health.state === 'lost')) return [];
  return boards.filter(
    ({ health, missed }) => health.state === 'lost' && missed >= polling.missesUntilLost,
  );
}

/** So many answers in a row came twice before anybody is told: one may be an echo of the line. */
const TWICE_UNTIL_TOLD = 3;

/** A board that answers is well, unless another one answers with it. Called at each of its answers. */
export function healthOfAnswering<Board>(board: BoardState<Board>, since: number): DeviceHealth {
  if (board.twice < TWICE_UNTIL_TOLD) return { state: 'ready', since };
  return { state: 'degraded', reason: 'two boards answer to this address', since };
}

export function reasonOf(health: DeviceHealth): string | null {
  return health.state === 'ready' ? null : health.reason;
}
