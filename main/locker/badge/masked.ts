/** Enough to find it on the card in hand, too little to keep. */
const SHOWN = 3;

/** A number as a technician may see it: its length and its end. */
export function masked(number: string): string {
  const shown = number.length > 2 * SHOWN ? SHOWN : Math.min(1, Math.max(0, number.length - 2));
  return '•'.repeat(number.length - shown) + number.slice(number.length - shown);
}
