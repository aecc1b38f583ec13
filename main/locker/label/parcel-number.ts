import type { LabelReading } from './label.ts';
import { bare } from './tracking.ts';

/** The number under which a package is known here, and whose number it is. */
export interface ParcelNumber {
  readonly number: string;
  readonly carrier: string | null;
  /** Everything under which somebody may have announced it; the first is `number`. */
  readonly numbers: readonly string[];
}

/**
 * Null for what is no shipping label. Any other text is one: shops print numbers that follow no
 * carrier's form, and the person who holds the package says that this is its label.
 */
export function parcelNumber(reading: LabelReading): ParcelNumber | null {
  switch (reading.kind) {
    case 'rejected':
    case 'url':
    case 'product':
      return null;
    case 'envelope':
    case 'gs1':
    case 'sscc':
    case 'tracking':
    case 'own-code':
    case 'text':
      return named(reading);
  }
}

/** Longer ones are no numbers but a whole label. */
const LONGEST = 64;

function named({ candidates, elements, data }: LabelReading): ParcelNumber | null {
  const [best] = candidates;
  const sscc = elements.find(({ ai }) => ai === '00')?.value;
  const own = sscc ?? data.replaceAll('\x1d', '');
  const numbers = [best?.tracking ?? own, ...candidates.map(({ tracking }) => tracking), own];
  const unique = [...new Set(numbers.map(bare))].filter((each) => each.length <= LONGEST);
  const [number = ''] = unique;
  return number === '' ? null : { number, carrier: best?.carrier ?? null, numbers: unique };
}
