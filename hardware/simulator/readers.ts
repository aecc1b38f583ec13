import type { Clock } from '../../main/base/clock.ts';
import type { ReportForm } from '../badge-reader/hid-report/codec.ts';
import { simulateHidReport } from '../badge-reader/hid-report/simulator.ts';
import { simulateLineReader } from '../badge-reader/line/simulator.ts';
import { simulatePd } from '../badge-reader/osdp/simulator.ts';
import { simulateParallax } from '../badge-reader/parallax/simulator.ts';
import { simulatePcprox } from '../badge-reader/pcprox/simulator.ts';
import { simulateRdm6300 } from '../badge-reader/rdm6300/simulator.ts';
import { simulateAcpReader } from '../badge-reader/rfideas-acp/simulator.ts';
import { simulateWedgeReader } from '../badge-reader/wedge/simulator.ts';
import type { KeyMapName } from '../barcode-scanner/wedge/key-maps.ts';
import type { SerialReaderProtocol, UsbName } from '../catalogue.ts';
import type { SimulatedReader } from './bank.ts';

export type SimulatedReaderEntry =
  | { readonly id: string; readonly protocol: SerialReaderProtocol }
  | {
      readonly id: string;
      readonly protocol: 'osdp';
      readonly address: number;
      readonly line: { readonly baud: number };
    }
  | { readonly id: string; readonly protocol: 'pcprox'; readonly device: UsbName }
  | {
      readonly id: string;
      readonly protocol: 'hid-report';
      readonly device: UsbName;
      readonly report: ReportForm;
    }
  | {
      readonly id: string;
      readonly protocol: 'wedge';
      readonly device: UsbName;
      readonly keys: KeyMapName;
    };

/** Smart cards stand behind a service of the system, which no cable of a bank can be. */
export interface CardReaderEntry {
  readonly id: string;
  readonly protocol: 'pcsc';
}

export function readerOf(
  entry: SimulatedReaderEntry,
  around: { readonly clock: Clock; readonly random: () => number },
): SimulatedReader {
  const { clock } = around;
  switch (entry.protocol) {
    case 'line':
      return simulateLineReader(entry.id, clock);
    case 'rdm6300':
      return simulateRdm6300(entry.id, clock);
    case 'parallax':
      return simulateParallax(entry.id, clock);
    case 'rfideas-acp':
      return simulateAcpReader(entry.id, clock);
    case 'osdp':
      return simulatePd({ ...entry, baud: entry.line.baud, ...around });
    case 'pcprox':
      return simulatePcprox(entry, clock);
    case 'hid-report':
      return simulateHidReport(entry, clock);
    case 'wedge':
      return simulateWedgeReader(entry, clock);
  }
}
