import { sleep, type Clock } from '../main/base/clock.ts';
import { listeners, type Unsubscribe } from '../main/base/listeners.ts';
import type { Log } from '../main/base/log.ts';
import type { Result } from '../main/base/result.ts';
import type { DeviceHealth } from './device.ts';
import type { PortFault } from './port/port.ts';

/**
 * Keeps one connection to a device open for ever: opens it, lets it be used until it fails, waits a
 * little longer each time, and says how it stands. Absent hardware is `lost`, never an error.
 */
export interface Supervised<Connection extends { close(): Promise<void> }> {
  /** A serial line, a gateway or an HID device; its name stands in the log. */
  readonly port: {
    readonly name: string;
    open(): Promise<Result<Connection, PortFault>>;
  };
  readonly clock: Clock;
  readonly log: Log;
  /** Uses the connection until it fails or `stopping` is aborted; gives the reason. */
  readonly serve: (connection: Connection, stopping: AbortSignal) => Promise<string>;
  /** What waits for the device is told that it is not there. */
  readonly whileLost?: (reason: string) => void;
}

export interface Supervisor {
  start(): void;
  stop(): Promise<void>;
  health(): DeviceHealth;
  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe;
  /** The device is there and something is wrong with it; null when that is over. */
  degrade(reason: string | null): void;
  /** Lets go of the device until `openAgain`. */
  close(): Promise<void>;
  /** Ends the connection that there is, if any, and opens a new one at once. */
  openAgain(): void;
}

/** Milliseconds before the first and at most between two attempts to open. */
const REOPEN_FIRST_MS = 200;
const REOPEN_MOST_MS = 10_000;
/** Whoever closed it and went away does not keep the doors out of use for longer. */
const HELD_AT_MOST_MS = 30 * 60_000;

export function supervise<Connection extends { close(): Promise<void> }>(
  options: Supervised<Connection>,
): Supervisor {
  const { port, clock, log } = options;
  const changes = listeners<DeviceHealth>();
  const stopping = new AbortController();
  let health: DeviceHealth = { state: 'lost', reason: 'not open yet', since: clock.monotonic() };
  let running: Promise<void> = Promise.resolve();
  /** Ends one connection, or one pause between two. */
  let turn = new AbortController();
  let held = false;
  let letGo: () => void = () => undefined;

  function become(next: DeviceHealth): void {
    const before = health;
    health = before.state === next.state ? { ...next, since: before.since } : next;
    const told = before.state === 'degraded' && next.state === 'degraded';
    if (before.state !== next.state || (told && before.reason !== next.reason))
      changes.emit(health);
  }

  function lose(reason: string): void {
    become({ state: 'lost', reason, since: clock.monotonic() });
    options.whileLost?.(reason);
  }

  async function run(): Promise<void> {
    let wait = REOPEN_FIRST_MS;
    while (!stopping.signal.aborted) {
      turn = new AbortController();
      const { signal } = turn;
      const either = AbortSignal.any([stopping.signal, signal]);
      if (held) {
        lose('closed by a technician');
        letGo();
        letGo = () => undefined;
        await sleep(clock, HELD_AT_MOST_MS, either);
        if (!signal.aborted) held = false;
        continue;
      }
      const opened = await port.open();
      if (opened.ok) {
        wait = REOPEN_FIRST_MS;
        become({ state: 'ready', since: clock.monotonic() });
        const reason = await options.serve(opened.value, either);
        await opened.value.close();
        if (stopping.signal.aborted) return;
        log.warn('device lost', { device: port.name, reason });
        lose(reason);
        if (signal.aborted) continue;
      } else lose(opened.error.message);
      await sleep(clock, wait, either);
      if (signal.aborted) wait = REOPEN_FIRST_MS;
      else wait = opened.ok ? REOPEN_FIRST_MS : Math.min(wait * 2, REOPEN_MOST_MS);
    }
  }

  return {
    start: () => void (running = run()),
    async stop() {
      stopping.abort();
      await running;
    },
    close() {
      if (stopping.signal.aborted) return running;
      held = true;
      const others = letGo;
      const released = new Promise<void>((resolve) => {
        letGo = () => {
          others();
          resolve();
        };
      });
      turn.abort();
      return released;
    },
    openAgain() {
      held = false;
      turn.abort();
    },
    health: () => health,
    onHealth: changes.add,
    degrade(reason) {
      if (health.state === 'lost') return;
      const since = clock.monotonic();
      become(reason === null ? { state: 'ready', since } : { state: 'degraded', reason, since });
    },
  };
}
