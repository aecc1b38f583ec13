/**
 * Keys by the names of `KeyboardEvent.code`, which say where a key is and not what it prints, and by
 * the usage that it has on the wire (HID Usage Tables 1.4, page 0x07). A usage without a name of its
 * own is written as `0x7a`; keys that are pressed with it stand before it: `Control+KeyQ`.
 */
const LETTERS = Array.from({ length: 26 }, (_, i) => `Key${String.fromCharCode(0x41 + i)}`);
const DIGITS = '1234567890'.split('');
const F_KEYS = Array.from({ length: 24 }, (_, i) => `F${i + 1}`);

/** Runs of usages, each with its first. */
const RUNS: readonly (readonly [first: number, names: readonly string[]])[] = [
  [0x04, LETTERS],
  [0x1e, DIGITS.map((digit) => `Digit${digit}`)],
  [0x28, ['Enter', 'Escape', 'Backspace', 'Tab', 'Space', 'Minus', 'Equal']],
  [0x2f, ['BracketLeft', 'BracketRight', 'Backslash']],
  [0x33, ['Semicolon', 'Quote', 'Backquote', 'Comma', 'Period', 'Slash', 'CapsLock']],
  [0x3a, F_KEYS.slice(0, 12)],
  [0x46, ['PrintScreen', 'ScrollLock', 'Pause', 'Insert', 'Home', 'PageUp', 'Delete', 'End']],
  [0x4e, ['PageDown', 'ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'NumLock']],
  [0x54, ['NumpadDivide', 'NumpadMultiply', 'NumpadSubtract', 'NumpadAdd', 'NumpadEnter']],
  [0x59, DIGITS.map((digit) => `Numpad${digit}`)],
  [0x63, ['NumpadDecimal', 'IntlBackslash', 'ContextMenu', 'Power', 'NumpadEqual']],
  [0x68, F_KEYS.slice(12)],
  [0x7f, ['AudioVolumeMute', 'AudioVolumeUp', 'AudioVolumeDown']],
];

const names = new Map(
  RUNS.flatMap(([first, run]) => run.map((name, i) => [first + i, name] as const)),
);
const usages = new Map([...names].map(([usage, name]) => [name, usage]));

/** Bits of the first byte of a keyboard report: the left-hand keys, then the same on the right. */
const MODIFIERS = ['Control', 'Shift', 'Alt', 'Meta'] as const;

/** `modifiers` as a keyboard reports them; left and right are the same. */
export function keyName(usage: number, modifiers = 0): string {
  const held = MODIFIERS.filter((_, bit) => (modifiers & (0x11 << bit)) !== 0);
  const own = names.get(usage) ?? `0x${usage.toString(16).padStart(2, '0')}`;
  return [...held, own].join('+');
}

/** What is on the wire when this key is pressed; null where the name is none. */
export function keyOf(name: string): { readonly usage: number; readonly modifiers: number } | null {
  const parts = name.split('+');
  const own = parts.pop() ?? '';
  const usage = usages.get(own) ?? (/^0x[0-9a-f]{2}$/.test(own) ? parseInt(own, 16) : undefined);
  const modifiers = parts.reduce((all, part) => {
    const bit = MODIFIERS.findIndex((each) => each === part);
    return bit < 0 ? NaN : all | (1 << bit);
  }, 0);
  // 0 is no key, 1–3 are faults of the keyboard, and from 0xe0 on there are the modifiers.
  if (usage === undefined || usage < 0x04 || usage >= 0xe0 || Number.isNaN(modifiers)) return null;
  return keyName(usage, modifiers) === name ? { usage, modifiers } : null;
}
