import { trackingTail } from './mask.ts';

/** What waits for one person or department in one locker: one door to open. */
export interface Box {
  readonly locker: number;
  readonly size: 'small' | 'medium' | 'large' | 'xlarge';
  readonly parcels: readonly BoxParcel[];
  readonly owner: BoxOwner;
}

/** Whose it is: the person's own, or of a department that they collect for. */
export type BoxOwner =
  { readonly of: 'person' } | { readonly of: 'department'; readonly name: string };

export interface BoxParcel {
  readonly id: string;
  readonly sender: string | null;
  /** The last digits of the tracking number; the rest is nobody's business at a public screen. */
  readonly trackingTail: string;
}

export interface StoredParcel {
  readonly id: string;
  readonly locker: number;
  readonly sender: string | null;
  readonly trackingNumber: string;
}

/** Groups parcels by the locker in which they lie, lowest number first. */
export function boxesOf(
  parcels: readonly StoredParcel[],
  owner: BoxOwner,
  sizeOf: (locker: number) => Box['size'],
): readonly Box[] {
  const numbers = [...new Set(parcels.map((parcel) => parcel.locker))].sort((a, b) => a - b);
  return numbers.map((locker) => ({
    locker,
    size: sizeOf(locker),
    owner,
    parcels: parcels
      .filter((parcel) => parcel.locker === locker)
      .map(({ id, sender, trackingNumber }) => ({
        id,
        sender,
        trackingTail: trackingTail(trackingNumber),
      })),
  }));
}
