import type { Clock, TimerHandle } from '../../../main/base/clock.ts';
import type { Log } from '../../../main/base/log.ts';
import type { BarcodeScanner } from '../../device.ts';
import type { HidConnection, HidPort } from '../../port/hid.ts';
import { supervise } from '../../supervisor.ts';
import { createScans, scannerDevice } from '../scans.ts';
import { joinPosReport, readPosReport, type PosMessage } from './codec.ts';
import { layoutOfDescriptor } from './descriptor.ts';
import {
  honeywellVendor,
  layoutOfReport,
  layoutOfVendor,
  namedLayouts,
  type PosLayout,
  type PosLayoutName,
} from './layout.ts';

/** A scanner as a USB HID Point of Sale device: no keystrokes, no line settings. */
export interface HidPosConfig {
  readonly id: string;
  /** `auto`: as its descriptor says, else by its maker, else by its first report. */
  readonly layout: 'auto' | PosLayoutName;
}

export interface HidScannerOptions {
  readonly port: HidPort;
  readonly clock: Clock;
  readonly log: Log;
}

/** Reports of one scan follow each other at USB's pace, a few ms; after this the last one was lost. */
const LOST_REPORT_MS = 200;

/** Honeywell: 1 sends scans to this interface instead of the keyboard. */
const HONEYWELL_OUTPUT = 254;

export function createHidPosScanner(
  config: HidPosConfig,
  { port, clock, log }: HidScannerOptions,
): BarcodeScanner {
  const scans = createScans(config.id, clock, log);
  const supervisor = supervise<HidConnection>({
    port,
    clock,
    log,
    serve: listen,
  });

  function listen(connection: HidConnection, stopping: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      let layout = layoutFor(config.layout, connection);
      let held: PosMessage | null = null;
      let silence: TimerHandle = null;
      const end = (reason: string): void => {
        clock.clearTimeout(silence);
        resolve(reason);
      };
      connection.onReport((bytes) => {
        clock.clearTimeout(silence);
        layout ??= layoutOfReport(bytes);
        const report = readPosReport(layout, bytes);
        if (!report) return;
        const joined = joinPosReport(held, report);
        held = joined.held;
        if (joined.whole) scans.scanned(joined.whole.text, joined.whole.aim);
        else
          silence = clock.setTimeout(() => {
            log.info('half a scan was thrown away', { length: held?.text.length ?? 0 });
            held = null;
          }, LOST_REPORT_MS);
      });
      connection.onClose((fault) => end(fault.message));
      stopping.addEventListener('abort', () => end('stopped'), { once: true });
      if (connection.device.vendorId === honeywellVendor) void redirect(connection);
    });
  }

  async function redirect(connection: HidConnection): Promise<void> {
    const sent = await connection.sendFeature(HONEYWELL_OUTPUT, Uint8Array.of(1));
    if (!sent.ok) log.info('the scanner keeps its output', { why: sent.error.message });
  }

  return scannerDevice(config.id, supervisor, scans);
}

function layoutFor(name: HidPosConfig['layout'], connection: HidConnection): PosLayout | null {
  if (name !== 'auto') return namedLayouts[name];
  const { reportDescriptor, device } = connection;
  const declared = reportDescriptor === null ? null : layoutOfDescriptor(reportDescriptor);
  return declared ?? layoutOfVendor(device.vendorId);
}
