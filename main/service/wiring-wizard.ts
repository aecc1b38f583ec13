import { err, type Result } from '../base/result.ts';
import { readCabinet, type Cabinet, type CabinetBus } from '../contract/cabinet.ts';
import type { Problem } from '../contract/problems.ts';
import { mirrored, otherByteOrder, otherPolarity, type CabinetBoard } from './wiring-learn.ts';
import type { DoorState, LockAddress } from '../../hardware/device.ts';

/**
 * From a bus of unknown wiring to a cabinet file, as a pure value: one lock is pulsed, exactly one
 * sensor must move, the person says whose door that was. The first doors of a board also tell which
 * way round its sensors and its status bytes are read; later ones must agree.
 */
export interface WizardState {
  /** The bank as drawn: numbers, sizes and places; its wiring is what is looked for. */
  readonly drawing: Cabinet;
  /** With what was learnt so far. */
  readonly buses: readonly CabinetBus[];
  /** In the order in which they are tried. */
  readonly locks: readonly LockAddress[];
  readonly at: number;
  readonly mapped: readonly MappedDoor[];
  readonly skipped: readonly LockAddress[];
  /** A pulse comes next, or the person says which locker it was. */
  readonly next: 'pulse' | 'name';
  readonly trouble: Trouble | null;
}

export interface MappedDoor {
  readonly locker: number;
  readonly lock: LockAddress;
}

/**
 * Nothing was mapped. `crossed`: the sensor of another lock moved, or it moved the wrong way after
 * the board had told how it is read: two cables of the harness are exchanged.
 */
export interface Trouble {
  readonly why: 'none' | 'several' | 'crossed' | 'notSent';
  readonly moved: readonly LockAddress[];
}

export interface Moved {
  readonly lock: LockAddress;
  readonly to: DoorState;
}

export function beginWizard(drawing: Cabinet, buses: readonly CabinetBus[]): WizardState {
  const locks = buses.flatMap((bus) =>
    bus.boards.flatMap((board) =>
      Array.from({ length: board.locks }, (_, i) => ({
        bus: bus.id,
        board: board.address,
        lock: i + 1,
      })),
    ),
  );
  return {
    drawing,
    buses,
    locks,
    at: 0,
    mapped: [],
    skipped: [],
    next: 'pulse',
    trouble: null,
  };
}

/** The lock that is being tried; null when all were. */
export function currentLock(state: WizardState): LockAddress | null {
  return isComplete(state) ? null : (state.locks[state.at] ?? null);
}

export function freeLockers({ drawing, mapped }: WizardState): readonly number[] {
  const taken = new Set(mapped.map(({ locker }) => locker));
  return drawing.lockers.map(({ number }) => number).filter((number) => !taken.has(number));
}

export function isComplete(state: WizardState): boolean {
  return freeLockers(state).length === 0;
}

/** The pulse was not sent: nothing is known. */
export function notSent(state: WizardState): WizardState {
  return { ...state, trouble: { why: 'notSent', moved: [] } };
}

/** What the sensors showed after one pulse of the current lock. */
export function observed(state: WizardState, seen: readonly Moved[]): WizardState {
  const lock = currentLock(state);
  if (lock === null || state.next !== 'pulse') return state;
  // Somebody closes a door that is mapped already.
  const moved = seen.filter((each) => each.to !== 'unknown' && !closesMapped(state, each));
  const [only] = moved;
  const trouble = (why: Trouble['why']): WizardState => ({
    ...state,
    trouble: { why, moved: moved.map((each) => each.lock) },
  });
  if (!only) return trouble('none');
  if (moved.length > 1) return trouble('several');
  const learnt = learn(state, lock, only);
  if (learnt === null) return trouble('crossed');
  return { ...state, buses: learnt, next: 'name', trouble: null };
}

/** The person says whose door it was. */
export function named(state: WizardState, locker: number): WizardState {
  const lock = currentLock(state);
  if (lock === null || state.next !== 'name' || !freeLockers(state).includes(locker)) return state;
  return forward({ ...state, mapped: [...state.mapped, { locker, lock }] });
}

/** No door of this bank hangs on the current lock. */
export function skipped(state: WizardState): WizardState {
  const lock = currentLock(state);
  return lock === null ? state : forward({ ...state, skipped: [...state.skipped, lock] });
}

/** Tries the locks again that were skipped; for a cable that was plugged in meanwhile. */
export function again(state: WizardState): WizardState {
  if (currentLock(state) !== null || state.skipped.length === 0) return state;
  return { ...state, locks: state.skipped, at: 0, skipped: [], next: 'pulse', trouble: null };
}

function forward(state: WizardState): WizardState {
  return { ...state, at: state.at + 1, next: 'pulse', trouble: null };
}

/** The buses with what this movement teaches; null when it contradicts what is known. */
function learn(
  state: WizardState,
  pulsed: LockAddress,
  { lock: seen, to }: Moved,
): readonly CabinetBus[] | null {
  const bus = state.buses.find(({ id }) => id === pulsed.bus);
  const board = bus?.boards.find(({ address }) => address === pulsed.board);
  if (!bus || !board || seen.bus !== pulsed.bus || seen.board !== pulsed.board) return null;
  const known = state.mapped
    .map(({ lock }) => lock)
    .filter((each) => each.bus === pulsed.bus && each.board === pulsed.board);
  let learnt: CabinetBoard | null = board;
  if (seen.lock !== pulsed.lock) {
    // A lock of the middle byte shows nothing of the order; any other has settled it.
    const settled = known.some(({ lock }) => mirrored(board, lock) !== lock);
    if (settled || seen.lock !== mirrored(board, pulsed.lock)) return null;
    learnt = otherByteOrder(learnt);
  }
  if (to === 'closed') {
    if (known.length > 0) return null;
    learnt = learnt && otherPolarity(learnt);
  }
  if (learnt === null) return null;
  if (learnt === board) return state.buses;
  const boards = bus.boards.map((each) => (each === board ? learnt : each));
  const changed = { ...bus, boards } as CabinetBus;
  return state.buses.map((each) => (each === bus ? changed : each));
}

function closesMapped({ mapped }: WizardState, { lock, to }: Moved): boolean {
  return to === 'closed' && mapped.some((door) => sameLock(door.lock, lock));
}

export function sameLock(one: LockAddress, other: LockAddress): boolean {
  return one.bus === other.bus && one.board === other.board && one.lock === other.lock;
}

/** The cabinet file, checked like every other; each locker without a door is named. */
export function cabinetOf(state: WizardState): Result<Cabinet, readonly Problem[]> {
  const missing = freeLockers(state);
  if (missing.length > 0)
    return err(
      missing.map((number) => ({ path: 'lockers', message: `locker ${number} has no door yet` })),
    );
  const doors = new Map(state.mapped.map(({ locker, lock }) => [locker, lock]));
  return readCabinet({
    ...state.drawing,
    buses: state.buses,
    lockers: state.drawing.lockers.map((locker) => ({
      ...locker,
      door: doors.get(locker.number) ?? locker.door,
    })),
  });
}
