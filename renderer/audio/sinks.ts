/** Which sound card is whose. `''` is the machine's first card, as `setSinkId` takes it. */
export interface Sinks {
  /** Null: the keypad has a card of its own, and it is not plugged in. */
  readonly keypad: string | null;
  /** The speaker of the chassis: never the keypad's card while there is another one. */
  readonly chassis: string;
}

export interface Output {
  readonly deviceId: string;
  readonly label: string;
}

/** The browser lists the first card a second time under this name. */
const ALIASES = ['default', 'communications'];

export function sinksOf(outputs: readonly Output[], card: string | null): Sinks {
  if (card === null) return { keypad: '', chassis: '' };
  const isKeypads = ({ label }: Output): boolean =>
    label.toLowerCase().includes(card.toLowerCase());
  const cards = outputs.filter(({ deviceId }) => !ALIASES.includes(deviceId));
  const keypad = cards.find(isKeypads);
  const first = outputs.find(({ deviceId }) => deviceId === 'default');
  const other = cards.find((each) => !isKeypads(each));
  const isFirst = keypad !== undefined && first !== undefined && isKeypads(first);
  return { keypad: keypad?.deviceId ?? null, chassis: isFirst ? (other?.deviceId ?? '') : '' };
}
