/**
 * The only source of time and timers. Everything takes a `Clock`, so a test steps time and
 * a wrong wall clock can be tried. XState accepts it as its own clock.
 */
export interface Clock {
  /** Milliseconds since 1970, as the machine believes. May jump; used for information and validity. */
  wall(): number;
  /** Milliseconds since some fixed moment of this boot. Never jumps; used for every deadline. */
  monotonic(): number;
  setTimeout(run: () => void, ms: number): TimerHandle;
  clearTimeout(handle: TimerHandle): void;
}

/** Opaque; only the clock that made it understands it. */
export type TimerHandle = unknown;

export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/** Resolves after `ms`, or at once when the signal aborts; the caller checks the signal. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const handle = clock.setTimeout(done, ms);
    function done(): void {
      clock.clearTimeout(handle);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** A sleep that its owner may end. */
export interface Nap {
  readonly over: Promise<void>;
  readonly end: () => void;
}

/** Lighter than an abort signal: a polling line ends thousands of them a minute. */
export function nap(clock: Clock, ms: number): Nap {
  const { promise, resolve } = Promise.withResolvers<void>();
  const handle = clock.setTimeout(resolve, ms);
  return {
    over: promise,
    end() {
      clock.clearTimeout(handle);
      resolve();
    },
  };
}

/** Runs `tick` every `ms`, the first time after `ms`, until the returned function is called. */
export function every(clock: Clock, ms: number, tick: () => void): () => void {
  let handle = clock.setTimeout(run, ms);
  function run(): void {
    handle = clock.setTimeout(run, ms);
    tick();
  }
  return () => clock.clearTimeout(handle);
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
