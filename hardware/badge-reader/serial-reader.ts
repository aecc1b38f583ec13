import type { Clock, TimerHandle } from '../../main/base/clock.ts';
import type { Credential } from '../../main/base/credential.ts';
import type { Log } from '../../main/base/log.ts';
import type { BadgeReader } from '../device.ts';
import type { Port, PortConnection } from '../port/port.ts';
import { supervise } from '../supervisor.ts';
import { createTaps, readerDevice, type ReaderConfig } from './taps.ts';

/** How the numbers of one kind of reader stand in its bytes. Pure. */
export interface ReaderCodec<State> {
  readonly empty: State;
  read(state: State, bytes: Uint8Array): ReaderBytes<State>;
  /** Something is held that only more bytes would complete. */
  isHalf(state: State): boolean;
}

export interface ReaderBytes<State> {
  readonly state: State;
  readonly cards: readonly Credential[];
  /** Frames that came to their end and were wrong, each with what was wrong; never with their number. */
  readonly dropped: readonly string[];
}

export interface SerialReaderOptions {
  readonly port: Port;
  readonly clock: Clock;
  readonly log: Log;
}

/** A number is sent in one go; a longer pause means that the rest will not come. */
const HALF_MS = 200;

/** A badge reader that only talks: that it is alive shows when a card is tapped. */
export function createSerialReader<State>(
  codec: ReaderCodec<State>,
  config: ReaderConfig,
  { port, clock, log }: SerialReaderOptions,
): BadgeReader {
  const taps = createTaps(config, clock);
  const supervisor = supervise<PortConnection>({
    port,
    clock,
    log,
    serve: listen,
  });

  function listen(connection: PortConnection, stopping: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      let state = codec.empty;
      let silence: TimerHandle = null;
      const end = (reason: string): void => {
        clock.clearTimeout(silence);
        resolve(reason);
      };
      connection.onData((bytes) => {
        clock.clearTimeout(silence);
        const read = codec.read(state, bytes);
        state = read.state;
        for (const why of read.dropped) log.warn('a card number was thrown away', { why });
        for (const card of read.cards) taps.tapped(card);
        if (codec.isHalf(state))
          silence = clock.setTimeout(() => {
            log.info('half a card number was thrown away');
            state = codec.empty;
          }, HALF_MS);
      });
      connection.onClose((fault) => end(fault.message));
      stopping.addEventListener('abort', () => end('stopped'), { once: true });
    });
  }

  return readerDevice(config.id, supervisor, taps);
}
