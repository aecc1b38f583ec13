import type { RunningAudio } from './audio/run-audio.ts';
import type { Log } from './base/log.ts';
import type { ReaderFormats } from './locker/badge/reader-formats.ts';
import { NO_NUMBER } from './locker/badge.ts';
import type { ServiceDesk } from './service-desk.ts';
import type { RunningSession } from './session/run.ts';
import type { BadgeReader, BarcodeScanner, Keypad } from '../hardware/device.ts';

/** What readers, scanners and keypads hear goes to the session, and to a technician who tests them. */
export interface HeardDevices {
  /** Some readers have a pad of their own. */
  readonly readers: readonly (BadgeReader & Partial<Pick<Keypad, 'onPress'>>)[];
  readonly scanners: readonly BarcodeScanner[];
  readonly keypads: readonly Keypad[];
  readonly formats: ReaderFormats;
  readonly people: { isBadge(text: string): boolean };
  readonly desk: ServiceDesk;
  readonly session: RunningSession;
  /** Null where nobody can listen: keys then go to the session alone. */
  readonly audio: Pick<RunningAudio, 'keypad' | 'jack'> | null;
  readonly log: Log;
}

export function hearDevices(heard: HeardDevices): void {
  const { formats, people, desk, session, audio, log } = heard;
  for (const reader of heard.readers) {
    reader.onBadge(({ credential }) => {
      const read = formats.read(reader.id, credential);
      if (!read.ok) log.warn('a card has no number', { reader: reader.id, why: read.error.code });
      desk.badge(reader.id, credential, read);
      session.badge(read.ok ? read.value.number : NO_NUMBER);
    });
    reader.onPress?.(({ action }) => session.readerPad(action));
  }
  for (const keypad of heard.keypads) {
    keypad.onPress(({ action }) => (audio ?? session).keypad(action));
    keypad.onJack((pluggedIn) => audio?.jack(pluggedIn));
  }
  for (const scanner of heard.scanners)
    scanner.onScan((scan) => {
      desk.scan(scanner.id, scan.aim, scan.data);
      session.scan(scan, people.isBadge(scan.data));
    });
}
