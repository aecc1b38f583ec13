/** One form of number that a carrier prints. The text has no blanks and no small letters. */
export interface CarrierRule {
  readonly carrier: string;
  readonly service: string;
  readonly shape: RegExp;
  /** What a person would type at the carrier's; the whole text where it is left out. */
  readonly tracking?: (parts: readonly string[]) => string;
  /** Whether the check digit fits; left out where the form has none. */
  readonly fits?: (parts: readonly string[]) => boolean;
  /** So many other numbers look like this that it is named last. */
  readonly weak?: true;
}

export interface TrackingCandidate {
  readonly carrier: string;
  readonly service: string;
  readonly tracking: string;
  /** `bad` is a warning: labels exist outside every list. */
  readonly check: 'ok' | 'bad' | 'none';
}

/** The last digit of a part is its check digit. */
export function endsWith(check: (before: string) => string): (text: string) => boolean {
  return (text) => text.slice(-1) === check(text.slice(0, -1));
}
