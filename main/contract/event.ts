import type { z } from 'zod';
import { custodyEvents } from './event-custody.ts';
import { serviceEvents } from './event-service.ts';
import { sessionEvents } from './event-session.ts';

export * from './event-parts.ts';

/**
 * Every fact that the kiosk can record, with its words for people. One event is written in the same
 * transaction as the change that it describes. No badge number, code or name stands in any of them:
 * people are named by id, and the hub knows who that is.
 */
export const eventCatalogue = { ...sessionEvents, ...custodyEvents, ...serviceEvents } as const;

export type EventType = keyof typeof eventCatalogue;
export type EventPayload<T extends EventType> = z.infer<(typeof eventCatalogue)[T]['payload']>;

/** What is handed to the store, before it gets its number and its hash. */
export type KioskEvent = {
  [T in EventType]: { readonly type: T; readonly payload: EventPayload<T> };
}[EventType];

/** Versions count per type; every type begins at 1. */
export const EVENT_VERSION = 1;
