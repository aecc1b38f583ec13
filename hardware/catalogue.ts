import type { Clock } from '../main/base/clock.ts';
import type { KeypadAction, KeypadProfileName } from '../main/base/keypad.ts';
import type { Log } from '../main/base/log.ts';
import { bcc8a, type Bcc8aBoard } from './door-board/bcc-8a/protocol.ts';
import { kerongCu12, type KerongCu12Board } from './door-board/kerong-cu12/protocol.ts';
import { kerongCu16, type KerongCu16Board } from './door-board/kerong-cu16/protocol.ts';
import {
  createDoorBus,
  type BoardBus,
  type DoorBusConfig,
  type DriverOptions,
} from './door-board/driver.ts';
import { dingchang, type DingchangBoard } from './door-board/dingchang/protocol.ts';
import { winnsen, type WinnsenBoard } from './door-board/winnsen/protocol.ts';
import { wkly, type WklyBoard } from './door-board/wkly/protocol.ts';
import { line } from './door-board/line/protocol.ts';
import {
  modbus,
  profileOf,
  type ModbusBoard,
  type ModbusChoice,
} from './door-board/modbus/protocol.ts';
import { createHidReportReader, type HidReportConfig } from './badge-reader/hid-report/driver.ts';
import { createLineReader } from './badge-reader/line/driver.ts';
import { createOsdpReader, type OsdpReaderConfig } from './badge-reader/osdp/driver.ts';
import { parallaxCodec } from './badge-reader/parallax/codec.ts';
import {
  createPcproxReader,
  type HidReaderOptions,
  type PcproxConfig,
} from './badge-reader/pcprox/driver.ts';
import { createPcscReader } from './badge-reader/pcsc/driver.ts';
import { rdm6300Codec } from './badge-reader/rdm6300/codec.ts';
import { createAcpReader } from './badge-reader/rfideas-acp/driver.ts';
import { createSerialReader, type SerialReaderOptions } from './badge-reader/serial-reader.ts';
import type { ReaderConfig } from './badge-reader/taps.ts';
import { createWedgeReader, type WedgeReaderConfig } from './badge-reader/wedge/driver.ts';
import { createHidPosScanner, type HidPosConfig } from './barcode-scanner/hid-pos/driver.ts';
import { createSerialScanner, type SerialScannerConfig } from './barcode-scanner/serial/driver.ts';
import { createWedgeScanner, type WedgeConfig } from './barcode-scanner/wedge/driver.ts';
import type { BadgeReader, BarcodeScanner, Keypad } from './device.ts';
import { createKeypad } from './keypad/boot-keyboard/driver.ts';
import { profileAt, type KeypadConfig } from './keypad/profile.ts';
import { keypadProfiles } from './keypad/profiles.ts';
import type { CardPortFactory } from './port/card.ts';
import type { HidMatch, HidPortFactory } from './port/hid.ts';
import type { LineSettings, PortFactory } from './port/port.ts';

/** Every driver by the name that the cabinet file gives it. Only `main/kiosk.ts` and tests ask. */
export type DoorBusEntry =
  | ({ readonly protocol: 'bcc-8a' } & DoorBusConfig<Bcc8aBoard>)
  | ({ readonly protocol: 'kerong-cu16' } & DoorBusConfig<KerongCu16Board>)
  | ({ readonly protocol: 'kerong-cu12' } & DoorBusConfig<KerongCu12Board>)
  | ({ readonly protocol: 'winnsen' } & DoorBusConfig<WinnsenBoard>)
  | ({ readonly protocol: 'wkly' } & DoorBusConfig<WklyBoard>)
  | ({ readonly protocol: 'dingchang' } & DoorBusConfig<DingchangBoard>)
  | ({ readonly protocol: 'modbus' } & ModbusChoice & DoorBusConfig<ModbusBoard>)
  | ({ readonly protocol: 'line' } & DoorBusConfig);

export function doorBus(entry: DoorBusEntry, options: DriverOptions): BoardBus {
  switch (entry.protocol) {
    case 'bcc-8a':
      return createDoorBus(bcc8a, entry, options);
    case 'kerong-cu16':
      return createDoorBus(kerongCu16, entry, options);
    case 'kerong-cu12':
      return createDoorBus(kerongCu12, entry, options);
    case 'winnsen':
      return createDoorBus(winnsen, entry, options);
    case 'wkly':
      return createDoorBus(wkly, entry, options);
    case 'dingchang':
      return createDoorBus(dingchang, entry, options);
    case 'modbus':
      return createDoorBus(modbus(profileOf(entry)), entry, options);
    case 'line':
      return createDoorBus(line, entry, options);
  }
}

/** Badge readers on a serial line that talk or are asked in text. */
export type SerialReaderProtocol = 'line' | 'rdm6300' | 'parallax' | 'rfideas-acp';

interface OnSerialLine {
  readonly port: string;
  readonly line: LineSettings;
}

export type BadgeReaderEntry =
  | ({ readonly protocol: SerialReaderProtocol } & OnSerialLine & ReaderConfig)
  | ({ readonly protocol: 'osdp' } & OnSerialLine & OsdpReaderConfig)
  | ({ readonly protocol: 'pcprox'; readonly device: UsbName } & PcproxConfig)
  | ({ readonly protocol: 'hid-report'; readonly device: UsbName } & HidReportConfig)
  | ({ readonly protocol: 'wedge'; readonly device: UsbName } & WedgeReaderConfig)
  | ({ readonly protocol: 'pcsc'; readonly reader?: string | undefined } & ReaderConfig);

/** What a driver needs of this machine. */
export interface DeviceOptions {
  readonly ports: PortFactory;
  readonly hid: HidPortFactory;
  readonly clock: Clock;
  readonly log: Log;
}

export interface ReaderOptions extends DeviceOptions {
  readonly cards: CardPortFactory;
  readonly random: (length: number) => Uint8Array;
  /** The key of a reader's own, for a secure channel: AES-128. */
  readonly keyOf: (reader: string) => Uint8Array;
}

/** Some readers have a keypad of their own. */
export type AnyBadgeReader = BadgeReader & Partial<Pick<Keypad, 'onPress'>>;

export function badgeReader(entry: BadgeReaderEntry, options: ReaderOptions): AnyBadgeReader {
  const { clock, log, random, keyOf } = options;
  const serial = ({ port, line }: OnSerialLine): SerialReaderOptions => ({
    port: options.ports(port, line),
    clock,
    log,
  });
  const hid = (device: UsbName, usagePage?: number): HidReaderOptions => ({
    port: options.hid(matchOf(device, usagePage)),
    clock,
    log,
  });
  switch (entry.protocol) {
    case 'line':
      return createLineReader(entry, serial(entry));
    case 'rdm6300':
      return createSerialReader(rdm6300Codec, entry, serial(entry));
    case 'parallax':
      return createSerialReader(parallaxCodec, entry, serial(entry));
    case 'rfideas-acp':
      return createAcpReader(entry, serial(entry));
    case 'osdp':
      return createOsdpReader(entry, { ...serial(entry), random, key: keyOf(entry.id) });
    case 'pcprox':
      // One interface, whose keyboard and feature report are the same device.
      return createPcproxReader(entry, hid(entry.device));
    case 'hid-report':
      return createHidReportReader(entry, hid(entry.device));
    case 'wedge':
      return createWedgeReader(entry, hid(entry.device, DESKTOP_PAGE));
    case 'pcsc':
      return createPcscReader(entry, { port: options.cards(entry.reader ?? null), clock, log });
  }
}

export type BarcodeScannerEntry =
  | ({
      readonly protocol: 'serial';
      readonly port: string;
      readonly line: LineSettings;
    } & SerialScannerConfig)
  | ({ readonly protocol: 'hid-pos'; readonly device: UsbName } & HidPosConfig)
  | ({ readonly protocol: 'wedge'; readonly device: UsbName } & WedgeConfig);

/** Vendor and product in four hexadecimal digits, as the cabinet file and `lsusb` write them. */
export interface UsbName {
  readonly vendorId: string;
  readonly productId: string;
  readonly serial?: string | undefined;
  /** Left out for a device of this machine. */
  readonly at?: string | undefined;
}

export function barcodeScanner(entry: BarcodeScannerEntry, options: DeviceOptions): BarcodeScanner {
  const { ports, hid, clock, log } = options;
  switch (entry.protocol) {
    case 'serial':
      return createSerialScanner(entry, { port: ports(entry.port, entry.line), clock, log });
    case 'hid-pos':
      return createHidPosScanner(entry, { port: hid(matchOf(entry.device, POS_PAGE)), clock, log });
    case 'wedge':
      return createWedgeScanner(entry, {
        port: hid(matchOf(entry.device, DESKTOP_PAGE)),
        clock,
        log,
      });
  }
}

export type KeypadEntry = {
  readonly protocol: 'boot-keyboard';
  readonly device: UsbName;
} & KeypadConfig<KeypadProfileName>;

export function keypad(entry: KeypadEntry, { hid, clock, log }: DeviceOptions): Keypad {
  const port = hid(matchOf(entry.device, DESKTOP_PAGE));
  return createKeypad(entry.id, profileAt(entry, keypadProfiles), { port, clock, log });
}

/** HID usage pages: a scanner often shows a keyboard beside its scanner interface. */
const POS_PAGE = 0x8c;
const DESKTOP_PAGE = 0x01;

function matchOf({ vendorId, productId, serial, at }: UsbName, usagePage?: number): HidMatch {
  return {
    vendorId: parseInt(vendorId, 16),
    productId: parseInt(productId, 16),
    ...(serial !== undefined && { serial }),
    ...(at !== undefined && { at }),
    ...(usagePage !== undefined && { usagePage }),
  };
}

/** What somebody who listens must know of a keypad. */
export interface KeypadFacts {
  readonly model: string;
  readonly actions: readonly KeypadAction[];
  /** It has a sound card of its own, into which only headphones go. */
  readonly ownCard: boolean;
}

export function keypadFacts(entry: KeypadEntry): KeypadFacts {
  const { keys, sound } = profileAt(entry, keypadProfiles);
  const actions = [...new Set(Object.values(keys))];
  return { model: entry.profile, actions, ownCard: sound !== null };
}

/** How the page finds the card inside the first keypad, `vvvv:pppp`; null: the machine's first card. */
export function soundCardOf([entry]: readonly KeypadEntry[]): string | null {
  const sound = entry && profileAt(entry, keypadProfiles).sound;
  return sound ? `${sound.vendorId}:${sound.productId}` : null;
}
