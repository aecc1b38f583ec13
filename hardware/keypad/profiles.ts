import type { KeypadAction, KeypadProfileName } from '../../main/base/keypad.ts';
import type { KeypadProfile } from './profile.ts';

/**
 * The models that are known, each with its document. Storm's keypads can be given other codes with the
 * maker's tool; whatever differs is learnt and written into the cabinet file.
 */
const digits = (prefix: 'Digit' | 'Numpad'): Record<string, KeypadAction> =>
  Object.fromEntries(
    ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const).map((digit) => [
      `${prefix}${digit}`,
      `digit${digit}` as const,
    ]),
  );

/** Help is explained and repeated by the same key; Next (F22) does what Down does. */
const EZ_FIVE = {
  F17: 'help',
  F18: 'previous',
  F19: 'next',
  F20: 'select',
  F21: 'back',
} as const;

export const keypadProfiles: Readonly<Record<KeypadProfileName, KeypadProfile>> = {
  'storm-audionav-ef': {
    label: 'Storm AudioNav EF, 9 keys',
    source:
      'Storm 1400 Series AudioNav EF, Config Utility & API 1.2 (report and rate keys of the 1409-34011: F24 slower, F23 faster); cursor keys, Enter and the volume keys of a keyboard are an assumption, as the code table was not at hand',
    keys: {
      ArrowUp: 'previous',
      ArrowDown: 'next',
      ArrowLeft: 'back',
      ArrowRight: 'repeat',
      Enter: 'select',
      AudioVolumeUp: 'louder',
      AudioVolumeDown: 'quieter',
      F24: 'slower',
      F23: 'faster',
    },
    jack: null,
    sound: { vendorId: '0d8c', productId: '0170' },
  },
  'ez-access-8': {
    label: 'EZ Access, 8 keys',
    source:
      'EZ Access key codes F17–F24; Storm EZ-Key with integrated audio, Technical Manual, April 2015 (report; F23 is "<<"). What "<<" and ">>" do is left open',
    keys: { ...EZ_FIVE, F22: 'next' },
    jack: null,
    sound: null,
  },
  'ez-access-5': {
    label: 'EZ Access, 5 keys',
    source:
      'EZ Access key codes F17–F21, as on the larger one; that the small one has these five is an assumption',
    keys: EZ_FIVE,
    jack: null,
    sound: null,
  },
  'generic-numpad': {
    label: 'Number pad',
    source:
      'HID Usage Tables 1.4, page 0x07; * and / stand for the * and # of a telephone pad. Plus and minus move: a pad of twelve keys has no others',
    keys: {
      ...digits('Numpad'),
      NumpadEnter: 'select',
      NumpadAdd: 'next',
      NumpadSubtract: 'previous',
      NumpadMultiply: 'help',
      NumpadDivide: 'repeat',
      NumpadDecimal: 'correct',
      Backspace: 'correct',
      Escape: 'cancel',
    },
    jack: null,
    sound: null,
  },
  'two-switch': {
    label: 'Two switches',
    source:
      'Space and Enter, as most switch interfaces send them from the factory; HID Usage Tables 1.4, page 0x07',
    keys: { Space: 'next', Enter: 'select' },
    jack: null,
    sound: null,
  },
  'pc-keyboard': {
    label: 'Keyboard, for development',
    source: 'HID Usage Tables 1.4, page 0x07',
    keys: {
      ...digits('Digit'),
      ArrowDown: 'next',
      ArrowUp: 'previous',
      Enter: 'select',
      Escape: 'back',
      ArrowRight: 'repeat',
      F1: 'help',
      Minus: 'quieter',
      Equal: 'louder',
      Comma: 'slower',
      Period: 'faster',
      Backspace: 'correct',
      'Control+KeyQ': 'cancel',
    },
    jack: null,
    sound: null,
  },
};
