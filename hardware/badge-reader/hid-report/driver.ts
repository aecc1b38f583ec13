import type { BadgeReader } from '../../device.ts';
import type { HidConnection } from '../../port/hid.ts';
import { supervise } from '../../supervisor.ts';
import type { HidReaderOptions } from '../pcprox/driver.ts';
import { createTaps, readerDevice, type ReaderConfig } from '../taps.ts';
import { readCardReport, type ReportForm } from './codec.ts';

/** A HID reader that sends an input report for each card: that it is alive shows when one is tapped. */
export interface HidReportConfig extends ReaderConfig {
  readonly report: ReportForm;
}

export function createHidReportReader(
  config: HidReportConfig,
  { port, clock, log }: HidReaderOptions,
): BadgeReader {
  const taps = createTaps(config, clock);
  const supervisor = supervise<HidConnection>({
    port,
    clock,
    log,
    serve: (connection, stopping) =>
      new Promise((resolve) => {
        connection.onReport((report) => {
          const card = readCardReport(config.report, report);
          if (card) taps.tapped(card);
        });
        connection.onClose((fault) => resolve(fault.message));
        stopping.addEventListener('abort', () => resolve('stopped'), { once: true });
      }),
  });
  return readerDevice(config.id, supervisor, taps);
}
