/** How loud and how fast, in steps; forgotten when the session ends. Pure. */
export interface Hearing {
  /** 0 to `LOUDEST`. */
  readonly volume: number;
  /** Place in `RATES`. */
  readonly rate: number;
  readonly curtain: boolean;
  readonly captions: boolean;
}

/** audio.md §2: 11 steps of 3 dB, so 30 dB in all (EN 301 549 8.2.1 asks for 18, VVSG for steps of at most 10). */
export const LOUDEST = 10;
const STEP_DB = 3;
/** Percent of the voice's own speed. */
export const RATES = [50, 75, 100, 125, 150, 175, 200] as const;

/** The middle of the range: not above 65 dBA where the amplifier is set so (EN 301 549 5.1.3.13). */
export const plainHearing: Hearing = { volume: 5, rate: 2, curtain: false, captions: false };

/** A factor of amplitude. */
export function gainOf({ volume }: Hearing): number {
  return 10 ** ((-STEP_DB * (LOUDEST - volume)) / 20);
}

export function rateOf({ rate }: Hearing): number {
  return RATES[rate] ?? 100;
}

export type Adjustment = 'louder' | 'quieter' | 'faster' | 'slower';

/** One step; at the end of the range nothing changes. */
export function adjustedBy(hearing: Hearing, adjustment: Adjustment): Hearing {
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  switch (adjustment) {
    case 'louder':
      return { ...hearing, volume: within(hearing.volume + 1, LOUDEST) };
    case 'quieter':
      return { ...hearing, volume: within(hearing.volume - 1, LOUDEST) };
    case 'faster':
      return { ...hearing, rate: within(hearing.rate + 1, RATES.length - 1) };
    case 'slower':
      return { ...hearing, rate: within(hearing.rate - 1, RATES.length - 1) };
  }
}
