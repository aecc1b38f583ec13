import { encodeHid, nothingHeld, readHid, type HidMessage } from '../port/hid-frames.ts';
import { encodeIdentity } from '../port/hid-identity.ts';
import type { Pluggable } from './memory-cable.ts';
import type { HidFirmware } from './memory-hid.ts';

/** A simulated HID device at the end of a cable for bytes: what `hid+tcp://…` reaches. */
export function hidOverLine(firmware: HidFirmware): Pluggable {
  return {
    overHid: true,
    attach(line) {
      let held: Uint8Array = nothingHeld;
      const say = (message: HidMessage): void => line.write(encodeHid(message));
      const powerOff = firmware.attach((report) => say({ kind: 'input', report }));
      const unhear = line.onData((bytes) => {
        const heard = readHid(held, bytes);
        held = heard.held;
        for (const message of heard.messages) {
          if (message.kind === 'answer' || message.kind === 'input') continue;
          say({ kind: 'answer', ticket: message.ticket, data: answerTo(firmware, message) });
        }
      });
      return () => {
        powerOff();
        unhear();
      };
    },
  };
}

type Question = Exclude<HidMessage, { readonly kind: 'answer' | 'input' }>;
const done = new Uint8Array(0);

/** Null where the device refuses. */
function answerTo(firmware: HidFirmware, message: Question): Uint8Array | null {
  switch (message.kind) {
    case 'who':
      return encodeIdentity(firmware);
    case 'getFeature':
      return firmware.getFeature(message.id)?.slice(0, message.length) ?? null;
    case 'setFeature':
      return firmware.setFeature(message.id, message.data) ? done : null;
    case 'output':
      return firmware.setOutput?.(message.id, message.data) ? done : null;
  }
}
