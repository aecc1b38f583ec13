import type { Cabinet } from '../contract/cabinet.ts';

/** A device at this machine's USB that is, or may become, a keyboard to the system. */
export interface UsbInput {
  readonly id: string;
  readonly vendorId: string;
  readonly productId: string;
}

type Devices = Pick<Cabinet, 'badgeReaders' | 'scanners' | 'keypads'>;

/** A scanner or reader may type: as it is made, or since somebody showed it a barcode of its manual. */
export function mayType({ badgeReaders, scanners }: Devices): boolean {
  return [...badgeReaders, ...scanners].some((entry) => 'device' in entry);
}

function usbInputs({ badgeReaders, scanners, keypads }: Devices): readonly UsbInput[] {
  return [...badgeReaders, ...scanners, ...keypads].flatMap((entry) =>
    'device' in entry && entry.device.at === undefined
      ? [{ id: entry.id, vendorId: entry.device.vendorId, productId: entry.device.productId }]
      : [],
  );
}

/**
 * Rules for udev: the kiosk's user (group `restante`) may read these devices, and neither Xorg nor a
 * Wayland compositor takes keys from them (libinput's manual, "Ignoring specific devices"). Serial
 * numbers are left out: a second scanner of the kind shall not type either.
 */
export function inputRules(devices: Devices): string {
  const rules = usbInputs(devices).map(({ id, vendorId, productId }) => {
    const usb = `ATTRS{idVendor}=="${vendorId}", ATTRS{idProduct}=="${productId}"`;
    return [
      `# ${id}`,
      `ACTION!="remove", SUBSYSTEM=="input", ${usb}, ENV{LIBINPUT_IGNORE_DEVICE}="1"`,
      `ACTION!="remove", SUBSYSTEM=="hidraw", ${usb}, GROUP="restante", MODE="0660"`,
      '',
    ].join('\n');
  });
  return rules.join('\n');
}
