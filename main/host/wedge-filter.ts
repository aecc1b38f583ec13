import type { Clock, TimerHandle } from '../base/clock.ts';

/**
 * Tells the keys of a scanner that types from those of a person, by their pace alone (identification
 * §1.2): keys are held until a pause shows what they were. The scan itself is not read here; the
 * driver reads it from the device. Pure, up to `createWedgeFilter`, which has the clock.
 */
export interface TypedKey {
  /** As in `KeyboardEvent.key`. */
  readonly key: string;
  readonly shift: boolean;
  /** Control, Alt or the system key is held: nothing that a page may get. */
  readonly command: boolean;
  /** The key is still down and tells itself again; no scanner keeps a key down. */
  readonly repeat: boolean;
}

export interface WedgeRun {
  /** What a person gets back when it was one; emptied once it was none. */
  readonly held: readonly TypedKey[];
  readonly keys: number;
}
export const noRun: WedgeRun = { held: [], keys: 0 };

/** `keep`: the window does not get the key. `release`: those that go to it first, in order. */
export interface WedgeStep {
  readonly run: WedgeRun;
  readonly keep: boolean;
  readonly release: readonly TypedKey[];
}

/** Five fingers rolled over the keys are as quick as a machine; the sixth key is nobody's. */
const LEAST_KEYS = 6;
/** Reports paced by 20 ms left 46 ms between keys on a real kernel; nobody types six at that pace. */
const PAUSE_MS = 50;
/** Behind a scan: its terminator may lag, and so may the last of a busy machine. */
const PAUSE_AFTER_SCAN_MS = 100;

const MODIFIERS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock'];
const NAMED = ['Enter', 'Tab', 'Backspace', 'Delete', 'Escape', 'Home', 'End'];
const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'];
const GIVEN_BACK = new Set([...NAMED, ...ARROWS]);

export function isScan(run: WedgeRun): boolean {
  return run.keys >= LEAST_KEYS;
}

export function pauseMs(run: WedgeRun): number {
  return isScan(run) ? PAUSE_AFTER_SCAN_MS : PAUSE_MS;
}

/** A key went down within the pause behind the one before. */
export function typed(run: WedgeRun, key: TypedKey): WedgeStep {
  // The page needs no modifier alone: each key that it gets says what was held with it.
  if (MODIFIERS.includes(key.key)) return { run, keep: true, release: [] };
  if (key.repeat) return { run, keep: run.keys > 0, release: [] };
  const keys = run.keys + 1;
  if (keys >= LEAST_KEYS) return { run: { held: [], keys }, keep: true, release: [] };
  if (key.command) return { run: { held: run.held, keys }, keep: true, release: [] };
  if (isGivenBack(key.key))
    return { run: { held: [...run.held, key], keys }, keep: true, release: [] };
  // Only the system can type this key, so it cannot wait: those before it go ahead of it.
  return { run: { held: [], keys }, keep: false, release: run.held };
}

/** ASCII and the keys that move: the window can be given these a second time. */
function isGivenBack(key: string): boolean {
  return /^[ -~]$/.test(key) || GIVEN_BACK.has(key);
}

export interface WedgeFilter {
  /** True when the window must not get this key now. */
  press(key: TypedKey): boolean;
}

export interface WedgeFilterOptions {
  readonly clock: Clock;
  /** To the window, in order. */
  readonly release: (key: TypedKey) => void;
  /** That many keys came at the pace of a machine and are gone. */
  readonly kept: (keys: number) => void;
}

export function createWedgeFilter({ clock, release, kept }: WedgeFilterOptions): WedgeFilter {
  let run = noRun;
  let timer: TimerHandle = null;

  function listen(late: boolean): void {
    clock.clearTimeout(timer);
    const due = clock.monotonic() + pauseMs(run);
    timer = clock.setTimeout(() => {
      // After a stall of the process the keys may still wait behind this timer; look once more.
      if (!late && clock.monotonic() - due > PAUSE_MS) return listen(true);
      const over = run;
      run = noRun;
      if (isScan(over)) kept(over.keys);
      else over.held.forEach(release);
    }, pauseMs(run));
  }

  return {
    press(key) {
      const step = typed(run, key);
      const more = step.run.keys > run.keys;
      run = step.run;
      step.release.forEach(release);
      if (more) listen(false);
      return step.keep;
    },
  };
}
