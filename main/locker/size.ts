import type { LockerSize } from '../contract/cabinet.ts';

/** Smallest first; the order in which they are offered. */
export const SIZES: readonly LockerSize[] = ['small', 'medium', 'large', 'xlarge'];

/** How many lockers of each size. */
export type SizeCounts = Readonly<Record<LockerSize, number>>;

export const noLockers: SizeCounts = { small: 0, medium: 0, large: 0, xlarge: 0 };

/** Negative when `a` is the smaller one. */
export function bySize(a: LockerSize, b: LockerSize): number {
  return SIZES.indexOf(a) - SIZES.indexOf(b);
}

export function countBySize(count: (size: LockerSize) => number): SizeCounts {
  return {
    small: count('small'),
    medium: count('medium'),
    large: count('large'),
    xlarge: count('xlarge'),
  };
}

/** The sizes that a bank has at all, free or not. */
export function sizesAmong(
  lockers: readonly { readonly size: LockerSize; readonly present: boolean }[],
): readonly LockerSize[] {
  return SIZES.filter((size) => lockers.some((each) => each.present && each.size === size));
}
