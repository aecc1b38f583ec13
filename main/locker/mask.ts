/**
 * What a carrier sees of a recipient where *Display Recipient Name & Tracking ID* is off: enough to
 * tell that it is the person on the label in their hand, too little to learn who lives here.
 */
const HIDDEN = '•••';
const TAIL_LENGTH = 4;

/** `Anna-Maria Berg` is `A••• B•••`, whatever the length. */
export function maskedName(name: string): string {
  return name
    .split(/\s+/)
    .flatMap((word) => {
      // A letter and the marks that stand on it.
      const [first] = /[\p{L}\p{N}]\p{M}*/u.exec(word) ?? [];
      return first === undefined ? [] : [first + HIDDEN];
    })
    .join(' ');
}

export function maskedTracking(trackingNumber: string): string {
  return HIDDEN + trackingTail(trackingNumber);
}

/** The last digits, and never more than half; the rest is nobody's business at a public screen. */
export function trackingTail(trackingNumber: string): string {
  const length = Math.min(TAIL_LENGTH, Math.floor(trackingNumber.length / 2));
  return trackingNumber.slice(trackingNumber.length - length);
}
