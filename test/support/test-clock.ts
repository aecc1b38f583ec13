import type { Clock, TimerHandle } from '../../main/base/clock.ts';

/**
 * A clock that a test steps. Every timer fires at its own moment, one at a time in order, and what it
 * has set off settles before the next; chained timers inside one step fire too.
 */
export class TestClock implements Clock {
  #now = 0;
  #wallOffset = Date.UTC(2026, 10, 24, 9, 0);
  #next = 1;
  readonly #timers = new Map<number, { readonly at: number; readonly run: () => void }>();

  wall = (): number => this.#wallOffset + this.#now;
  monotonic = (): number => this.#now;

  setTimeout = (run: () => void, ms: number): TimerHandle => {
    const id = this.#next++;
    this.#timers.set(id, { at: this.#now + Math.max(0, ms), run });
    return id;
  };

  clearTimeout = (handle: TimerHandle): void => {
    this.#timers.delete(handle as number);
  };

  /** Lets `ms` pass. */
  async step(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let due = this.#due(end); due !== null; due = this.#due(end)) {
      const [id, timer] = due;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, timer.at);
      timer.run();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  /** Steps until `done` or until `ms` have passed; says whether it was done. */
  async until(done: () => boolean, ms: number, stepMs = 10): Promise<boolean> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      if (done()) return true;
      await this.step(stepMs);
    }
    return done();
  }

  /** This clock as one process sees it; when that process is killed, its timers never fire again. */
  mortal(): { readonly clock: Clock; alive(): boolean; kill(): void } {
    const own = new Set<TimerHandle>();
    let alive = true;
    return {
      clock: {
        wall: this.wall,
        monotonic: this.monotonic,
        setTimeout: (run, ms) => {
          if (!alive) return null;
          const handle = this.setTimeout(run, ms);
          own.add(handle);
          return handle;
        },
        clearTimeout: this.clearTimeout,
      },
      alive: () => alive,
      kill: () => {
        alive = false;
        for (const handle of own) this.clearTimeout(handle);
      },
    };
  }

  /** Somebody sets the wall clock; the monotonic one does not care. */
  jumpWall(ms: number): void {
    this.#wallOffset += ms;
  }

  #due(end: number): [number, { readonly at: number; readonly run: () => void }] | null {
    let first: [number, { readonly at: number; readonly run: () => void }] | null = null;
    for (const entry of this.#timers)
      if (entry[1].at <= end && (first === null || entry[1].at < first[1].at)) first = entry;
    return first;
  }
}

/** Enough turns for promises that wait for promises; no timer of the machine runs meanwhile. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLING_TURNS; turn += 1) await Promise.resolve();
}

const SETTLING_TURNS = 40;
