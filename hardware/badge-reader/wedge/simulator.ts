import type { Clock } from '../../../main/base/clock.ts';
import type { KeyMapName } from '../../barcode-scanner/wedge/key-maps.ts';
import { simulateWedgeScanner } from '../../barcode-scanner/wedge/simulator.ts';
import type { UsbName } from '../../catalogue.ts';
import type { SimulatedHidReader } from '../pcprox/simulator.ts';

/** Types the number of a card and Enter. */
export function simulateWedgeReader(
  entry: { readonly id: string; readonly device: UsbName; readonly keys: KeyMapName },
  clock: Clock,
): SimulatedHidReader {
  const { scan, scanHalf, ...keyboard } = simulateWedgeScanner(entry, clock);
  return {
    ...keyboard,
    tap(number) {
      if (!/^[0-9A-Za-z]{1,64}$/.test(number)) return false;
      scan(number);
      return true;
    },
    printHalf: (number) => scanHalf(number.slice(0, number.length / 2)),
  };
}
