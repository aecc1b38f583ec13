import { bcc8a, type Bcc8aBoard } from './door-board/bcc-8a/protocol.ts';
import {
  createDoorBus,
  type BoardBus,
  type DoorBusConfig,
  type DriverOptions,
} from './door-board/driver.ts';
import { createLineReader, type LineReaderConfig } from './badge-reader/line/driver.ts';
import type { BadgeReader } from './device.ts';

/** Every driver by the name that the cabinet file gives it. Only `main/kiosk.ts` and tests ask. */
export type DoorBusEntry = { readonly protocol: 'bcc-8a' } & DoorBusConfig<Bcc8aBoard>;

export function doorBus(entry: DoorBusEntry, options: DriverOptions): BoardBus {
  switch (entry.protocol) {
    case 'bcc-8a':
      return createDoorBus(bcc8a, entry, options);
  }
}

export type BadgeReaderEntry = { readonly protocol: 'line' } & LineReaderConfig;

export function badgeReader(entry: BadgeReaderEntry, options: DriverOptions): BadgeReader {
  switch (entry.protocol) {
    case 'line':
      return createLineReader(entry, options);
  }
}
