import type { UsbName } from '../catalogue.ts';
import type { HidFirmware } from './memory-hid.ts';

/** What a simulated device claims to be: the ids of the cabinet file. */
export function claimOf(
  name: UsbName,
  product: string,
  [usagePage, usage]: readonly [page: number, usage: number],
): HidFirmware['device'] {
  return {
    vendorId: parseInt(name.vendorId, 16),
    productId: parseInt(name.productId, 16),
    serial: name.serial ?? '',
    product,
    usagePage,
    usage,
    interface: 0,
  };
}
