/** What a key of the tactile keypad means, in every state of the kiosk. */
export const keypadActions = [
  'next',
  'previous',
  'select',
  'back',
  'repeat',
  'help',
  'louder',
  'quieter',
  'faster',
  'slower',
  'correct',
  'cancel',
  'digit0',
  'digit1',
  'digit2',
  'digit3',
  'digit4',
  'digit5',
  'digit6',
  'digit7',
  'digit8',
  'digit9',
] as const;
export type KeypadAction = (typeof keypadActions)[number];

/** What a key of the device can mean: its jack presses keys as well. */
export type KeyMeaning = KeypadAction | 'jackIn' | 'jackOut';

/** `7` of `digit7`; null for every other action. */
export function digitOf(action: KeypadAction): string | null {
  return action.startsWith('digit') ? action.slice('digit'.length) : null;
}

export const keypadProfileNames = [
  'storm-audionav-ef',
  'ez-access-8',
  'ez-access-5',
  'generic-numpad',
  'two-switch',
  'pc-keyboard',
] as const;
export type KeypadProfileName = (typeof keypadProfileNames)[number];
