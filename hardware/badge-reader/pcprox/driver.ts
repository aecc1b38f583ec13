import { sleep, type Clock } from '../../../main/base/clock.ts';
import type { Log } from '../../../main/base/log.ts';
import type { BadgeReader } from '../../device.ts';
import type { HidConnection, HidPort } from '../../port/hid.ts';
import { supervise } from '../../supervisor.ts';
import { createTaps, readerDevice, type ReaderConfig } from '../taps.ts';
import { encodeQuestion, REPORT_BYTES } from './codec.ts';
import { beginning, heard } from './exchange.ts';

/** An rf IDEAS reader at USB that is asked: it is alive while it answers. */
export interface PcproxConfig extends ReaderConfig {
  /** `allowed` uses a reader that also types; `refused` waits until it is set to be silent. */
  readonly keystrokes: 'refused' | 'allowed';
}

export interface HidReaderOptions {
  readonly port: HidPort;
  readonly clock: Clock;
  readonly log: Log;
}

export function createPcproxReader(
  config: PcproxConfig,
  { port, clock, log }: HidReaderOptions,
): BadgeReader {
  const taps = createTaps(config, clock);
  const supervisor = supervise<HidConnection>({ port, clock, log, serve: ask });
  let firmware: string | null = null;

  async function ask(connection: HidConnection, stopping: AbortSignal): Promise<string> {
    const closed = new AbortController();
    let reason = 'stopped';
    connection.onClose((fault) => {
      reason = fault.message;
      closed.abort();
    });
    const over = AbortSignal.any([stopping, closed.signal]);
    supervisor.degrade('has not answered yet');
    // Whoever asked it before us may have gone between a question and its answer (see the codec).
    const left = await connection.getFeature(0, REPORT_BYTES);
    if (!left.ok) log.info('nothing was left to fetch', { why: left.error.message });
    let state = beginning;
    let said: string | null = null;
    while (!over.aborted) {
      const asked = await connection.sendFeature(0, encodeQuestion(state.asking));
      if (!asked.ok) return asked.error.message;
      const answer = await connection.getFeature(0, REPORT_BYTES);
      if (!answer.ok) return answer.error.message;
      const next = heard(state, answer.value, config.keystrokes === 'allowed');
      state = next.state;
      firmware = state.firmware;
      if (next.wrong !== null || state.looked) supervisor.degrade(next.wrong);
      if (next.dropped !== null && next.dropped !== said)
        log.warn('a card was thrown away', { why: next.dropped });
      said = next.dropped;
      if (next.tap) taps.tapped(next.tap);
      if (next.pauseMs > 0) await sleep(clock, next.pauseMs, over);
    }
    return reason;
  }

  return readerDevice(config.id, supervisor, taps, () => firmware);
}
