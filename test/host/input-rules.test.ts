import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cabinetShape, type Cabinet } from '../../main/contract/cabinet.ts';
import { inputRules, mayType } from '../../main/host/input-rules.ts';
import { demo } from '../support/product.ts';

const atrium: object = JSON.parse(readFileSync(demo.cabinet, 'utf8'));
function bankWith(devices: object): Cabinet {
  return cabinetShape.parse({ ...atrium, ...devices });
}
const usb = { vendorId: '0c2e', productId: '0b81', serial: 'A"*1' };
const wedge = { id: 'scanner', protocol: 'wedge', device: usb };

describe('the rules that take a bank’s scanners from the window system', () => {
  test('each USB device by its ids alone, for the screen and for the kiosk’s user', () => {
    expect(inputRules(bankWith({ scanners: [wedge] }))).toBe(
      [
        '# scanner',
        'ACTION!="remove", SUBSYSTEM=="input", ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0b81", ENV{LIBINPUT_IGNORE_DEVICE}="1"',
        'ACTION!="remove", SUBSYSTEM=="hidraw", ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0b81", GROUP="restante", MODE="0660"',
        '',
      ].join('\n'),
    );
  });

  test('none for a serial bank, nor for a device of another machine', () => {
    expect(inputRules(bankWith({}))).toBe('');
    const far = { ...wedge, device: { ...usb, at: 'hid+tcp://127.0.0.1:4711' } };
    expect(inputRules(bankWith({ scanners: [far] }))).toBe('');
  });

  test('keys are watched where a scanner or reader is at USB, and only there', () => {
    expect(mayType(bankWith({ scanners: [wedge] }))).toBe(true);
    expect(mayType(bankWith({ badgeReaders: [{ ...wedge, id: 'reader' }] }))).toBe(true);
    expect(mayType(bankWith({}))).toBe(false);
  });
});
