import { eventsAfter, headOfLog, type EventRow } from '../../db/events.ts';
import type { Store } from '../../db/open.ts';

const PAGE = 1_000;

/**
 * The log of events as lines of JSON: first what log this is and how far it goes, then each event as
 * it is stored, with its hash and the hash before it, so that anybody can check the chain.
 */
export function* eventLines(store: Store): Generator<Uint8Array> {
  const head = headOfLog(store.read);
  yield line({ kind: 'restante.events', logId: store.logId, to: head.seq, headHash: head.hash });
  for (let after = 0; after < head.seq;) {
    const page = eventsAfter(store.read, after, PAGE).filter(({ seq }) => seq <= head.seq);
    const last = page.at(-1);
    if (!last) return;
    yield Buffer.from(page.map(text).join(''));
    after = last.seq;
  }
}

/** The last events, oldest first, as lines of JSON. */
export function lastEventLines(store: Store, count: number): Uint8Array {
  const from = Math.max(0, headOfLog(store.read).seq - count);
  return Buffer.from(eventsAfter(store.read, from, count).map(text).join(''));
}

function text(row: EventRow): string {
  return `${JSON.stringify(row)}\n`;
}

function line(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
