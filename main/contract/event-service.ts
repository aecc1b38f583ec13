import { z } from 'zod';
import { locker } from './event-parts.ts';

/** The kiosk itself: starts, devices, settings, what a technician did. See `event.ts`. */
export const serviceEvents = {
  'kiosk.started': {
    words: 'The kiosk started',
    payload: z.object({
      software: z.string(),
      /** How many unfinished openings were settled by what their doors show. */
      reconciled: z.number().int(),
      unverified: z.array(locker),
    }),
  },
  'store.recovered': {
    words: 'The database was damaged; what is in the lockers has to be looked at',
    payload: z.object({ how: z.enum(['restoredFromBackup', 'startedNew']) }),
  },
  'device.lost': {
    words: 'Device lost',
    payload: z.object({ device: z.string(), kind: z.string(), reason: z.string() }),
  },
  'device.ready': {
    words: 'Device back',
    payload: z.object({ device: z.string(), kind: z.string() }),
  },
  'service.action': {
    words: 'A technician did something',
    payload: z.object({
      userId: z.string(),
      action: z.enum([
        'databaseChecked',
        'portClosed',
        'portReopened',
        'restartRequested',
        'supportBundleWritten',
        'eventLogExported',
        'busScanned',
        'cabinetWritten',
        'volumeSet',
        'badgeFormatLearnt',
      ]),
      /** The device, the port or the model that it was done to. */
      target: z.string().nullable(),
      outcome: z.enum(['done', 'failed']),
      /** Counts and fault codes only; no name, no number of a badge. */
      detail: z.string().max(200).nullable(),
    }),
  },
  'service.lockPulsed': {
    words: 'A lock that is not mapped yet is about to be pulsed once',
    payload: z.object({
      userId: z.string(),
      pulseId: z.string(),
      bus: z.string(),
      board: z.number().int(),
      lock: z.number().int(),
    }),
  },
  'service.lockObserved': {
    words: 'What the sensors showed after that pulse',
    payload: z.object({
      pulseId: z.string(),
      outcome: z.enum(['sent', 'notSent']),
      moved: z.array(z.string()).max(64),
    }),
  },
  'settings.applied': {
    words: 'Settings changed',
    payload: z.object({ version: z.number().int() }),
  },
  'directive.refused': {
    words: 'An instruction from the hub was refused',
    payload: z.object({
      version: z.number().int(),
      kind: z.string(),
      reasons: z.array(z.string()),
    }),
  },
  'directive.unknown': {
    words: 'An instruction from the hub is not known to this version',
    payload: z.object({ version: z.number().int(), kind: z.string() }),
  },
  'seed.applied': {
    words: 'A seed file was loaded',
    payload: z.object({ contacts: z.number().int(), parcels: z.number().int() }),
  },
} as const;
