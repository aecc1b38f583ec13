import type { Clock } from '../../main/base/clock.ts';
import type { UsbName } from '../catalogue.ts';
import type { PosLayoutName } from '../barcode-scanner/hid-pos/layout.ts';
import { simulateHidPosScanner } from '../barcode-scanner/hid-pos/simulator.ts';
import { simulateSerialScanner } from '../barcode-scanner/serial/simulator.ts';
import type { KeyMapName } from '../barcode-scanner/wedge/key-maps.ts';
import { simulateWedgeScanner } from '../barcode-scanner/wedge/simulator.ts';
import type { SimulatedScanner } from './bank.ts';

export type SimulatedScannerEntry =
  | { readonly id: string; readonly protocol: 'serial'; readonly ending: 'terminator' | 'silence' }
  | {
      readonly id: string;
      readonly protocol: 'hid-pos';
      readonly device: UsbName;
      readonly layout: 'auto' | PosLayoutName;
    }
  | {
      readonly id: string;
      readonly protocol: 'wedge';
      readonly device: UsbName;
      readonly keys: KeyMapName;
    };

export function scannerOf(entry: SimulatedScannerEntry, clock: Clock): SimulatedScanner {
  switch (entry.protocol) {
    case 'serial':
      return simulateSerialScanner(entry.id, clock, entry.ending === 'silence' ? 'none' : 'crlf');
    case 'hid-pos':
      return simulateHidPosScanner(entry, clock);
    case 'wedge':
      return simulateWedgeScanner(entry, clock);
  }
}
