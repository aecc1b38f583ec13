import { createInterface } from 'node:readline';
import { systemClock } from '../../main/base/clock.ts';
import { simulatePcprox } from '../../hardware/badge-reader/pcprox/simulator.ts';
import { simulateHidPosScanner } from '../../hardware/barcode-scanner/hid-pos/simulator.ts';
import { simulateKeypad } from '../../hardware/keypad/boot-keyboard/simulator.ts';
import { hidKeypad, hidReader, hidScanner, type HidDeed } from './hid-devices.ts';
import { plugIn } from './uhid.ts';

/** A scanner, a reader and a keypad in the kernel; killing this process pulls all three. */
const scanner = simulateHidPosScanner(hidScanner, systemClock);
const reader = simulatePcprox(hidReader, systemClock);
const keypad = simulateKeypad(hidKeypad, systemClock);
for (const { firmware } of [scanner, reader, keypad]) plugIn(firmware);
createInterface({ input: process.stdin }).on('line', (line) => {
  const deed = JSON.parse(line) as HidDeed;
  if (deed.scan !== undefined) scanner.scan(deed.scan);
  if (deed.tap !== undefined) reader.tap(deed.tap);
  if (deed.press !== undefined) keypad.press(deed.press);
});
