import { sleep, type Clock, type TimerHandle } from '../../../main/base/clock.ts';
import { listeners } from '../../../main/base/listeners.ts';
import type { Log } from '../../../main/base/log.ts';
import type { BadgeRead, BadgeReader, DeviceHealth, DeviceReport } from '../../device.ts';
import type { Port, PortConnection } from '../../port/port.ts';
import { emptyLine, readLines, type LineState } from './codec.ts';

/** A badge reader on a serial line. It only talks: that it is alive shows when a card is tapped. */
export interface LineReaderConfig {
  readonly id: string;
  /** The same card within this time is the same tap, in ms; readers repeat while it lies there. */
  readonly repeatWindowMs: number;
}

export interface LineReaderOptions {
  readonly port: Port;
  readonly clock: Clock;
  readonly log: Log;
}

/** A number is printed in one go; a longer pause means that the rest will not come. */
const HALF_LINE_MS = 200;
const REOPEN_FIRST_MS = 200;
const REOPEN_MOST_MS = 10_000;

export function createLineReader(
  config: LineReaderConfig,
  { port, clock, log }: LineReaderOptions,
): BadgeReader {
  const badges = listeners<BadgeRead>();
  const healthChanges = listeners<DeviceReport>();
  const stopping = new AbortController();
  let health: DeviceHealth = { state: 'lost', reason: 'not open yet', since: clock.monotonic() };
  let running: Promise<void> = Promise.resolve();
  let lastTap = { text: '', at: -Infinity };

  function become(next: DeviceHealth): void {
    const same = next.state === health.state;
    health = same ? health : next;
    if (!same) healthChanges.emit({ id: config.id, kind: 'badgeReader', health });
  }

  async function run(): Promise<void> {
    let wait = REOPEN_FIRST_MS;
    while (!stopping.signal.aborted) {
      const opened = await port.open();
      if (opened.ok) {
        wait = REOPEN_FIRST_MS;
        become({ state: 'ready', since: clock.monotonic() });
        const reason = await listen(opened.value);
        await opened.value.close();
        if (stopping.signal.aborted) return;
        log.warn('the reader was lost', { port: port.name, reason });
        become({ state: 'lost', reason, since: clock.monotonic() });
      } else become({ state: 'lost', reason: opened.error.message, since: clock.monotonic() });
      await sleep(clock, wait, stopping.signal);
      wait = Math.min(wait * 2, REOPEN_MOST_MS);
    }
  }

  function listen(connection: PortConnection): Promise<string> {
    return new Promise((resolve) => {
      let state: LineState = emptyLine;
      let silence: TimerHandle = null;
      connection.onData((bytes) => {
        clock.clearTimeout(silence);
        const read = readLines(state, bytes);
        state = read.state;
        for (const line of read.lines) tapped(line);
        if (state.held !== '' || state.spoilt)
          silence = clock.setTimeout(() => {
            log.info('half a line was thrown away', { length: state.held.length });
            state = emptyLine;
          }, HALF_LINE_MS);
      });
      connection.onClose((fault) => resolve(fault.message));
      stopping.signal.addEventListener('abort', () => resolve('stopped'), { once: true });
    });
  }

  function tapped(text: string): void {
    const at = clock.monotonic();
    const again = text === lastTap.text && at - lastTap.at < config.repeatWindowMs;
    lastTap = { text, at };
    if (!again) badges.emit({ reader: config.id, text, at });
  }

  return {
    id: config.id,
    kind: 'badgeReader',
    start: () => void (running = run()),
    async stop() {
      stopping.abort();
      await running;
    },
    reports: () => [{ id: config.id, kind: 'badgeReader', health }],
    onHealth: healthChanges.add,
    onBadge: badges.add,
  };
}
