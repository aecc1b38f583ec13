import type { Clock, TimerHandle } from '../../../main/base/clock.ts';
import { listeners } from '../../../main/base/listeners.ts';
import type { Log } from '../../../main/base/log.ts';
import type { BadgeRead, BadgeReader } from '../../device.ts';
import type { Port, PortConnection } from '../../port/port.ts';
import { supervise } from '../../supervisor.ts';
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

export function createLineReader(
  config: LineReaderConfig,
  { port, clock, log }: LineReaderOptions,
): BadgeReader {
  const badges = listeners<BadgeRead>();
  const supervisor = supervise<PortConnection>({
    name: port.name,
    clock,
    log,
    open: () => port.open(),
    serve: listen,
  });
  let lastTap = { text: '', at: -Infinity };

  function listen(connection: PortConnection, stopping: AbortSignal): Promise<string> {
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
      stopping.addEventListener('abort', () => resolve('stopped'), { once: true });
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
    start: supervisor.start,
    stop: supervisor.stop,
    reports: () => [{ id: config.id, kind: 'badgeReader', health: supervisor.health() }],
    onHealth: (listener) =>
      supervisor.onHealth((health) => listener({ id: config.id, kind: 'badgeReader', health })),
    onBadge: badges.add,
  };
}
