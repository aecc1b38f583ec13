import type { Clock } from '../../../main/base/clock.ts';
import type { Log } from '../../../main/base/log.ts';
import type { BadgeReader } from '../../device.ts';
import type { CardConnection, CardPort } from '../../port/card.ts';
import { supervise } from '../../supervisor.ts';
import { createTaps, readerDevice, type ReaderConfig } from '../taps.ts';
import { askUid, readUid } from './codec.ts';

export interface CardReaderOptions {
  readonly port: CardPort;
  readonly clock: Clock;
  readonly log: Log;
}

/** A card that has just come is asked again once: it was moving, or somebody else had reset it. */
const TRIES = 2;

/** A smart-card reader behind the system's card service. Only a card that *comes* is a tap. */
export function createPcscReader(
  config: ReaderConfig,
  { port, clock, log }: CardReaderOptions,
): BadgeReader {
  const taps = createTaps(config, clock);
  const supervisor = supervise<CardConnection>({ port, clock, log, serve: listen });

  function listen(connection: CardConnection, stopping: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      // Unknown at first: a card that lies there when we begin is nobody's tap.
      let before: boolean | null = null;
      let card = 0;
      connection.onCard((present) => {
        const came = present && before === false;
        before = present;
        card += 1;
        const mine = card;
        if (came) void read(connection, () => mine === card);
      });
      connection.onClose((fault) => resolve(fault.message));
      stopping.addEventListener('abort', () => resolve('stopped'), { once: true });
    });
  }

  /** `lies`: the card that came is the one that still lies there. */
  async function read(connection: CardConnection, lies: () => boolean): Promise<void> {
    let why = '';
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await connection.transmit(askUid);
      // Another card or none: an answer that took so long is nobody's.
      if (!lies()) return log.info('the card left before it was read');
      if (!answer.ok) {
        why = answer.error.message;
        continue;
      }
      const uid = readUid(answer.value);
      if ('credential' in uid) return taps.tapped(uid.credential);
      why = uid.refused;
    }
    log.warn('a card was thrown away', { why });
  }

  return readerDevice(config.id, supervisor, taps);
}
