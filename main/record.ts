import { eventCatalogue, EVENT_VERSION, type KioskEvent } from './contract/event.ts';
import { appendEvent } from '../db/events.ts';
import type { WritableDb } from '../db/open.ts';

/**
 * Writes one event of the catalogue into the log, in the transaction of the change that it tells of.
 * The payload passes through its schema, so a field that the catalogue does not name cannot leak.
 */
export function record(db: WritableDb, sessionId: string | null, event: KioskEvent): void {
  const payload = eventCatalogue[event.type].payload.parse(event.payload);
  appendEvent(db, { type: event.type, version: EVENT_VERSION, sessionId, payload });
}
