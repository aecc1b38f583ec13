import { trackingTail } from './mask.ts';

/** What waits for one person in one locker: one door to open. */
export interface Box {
  readonly locker: number;
  readonly size: 'small' | 'medium' | 'large' | 'xlarge';
  readonly parcels: readonly BoxParcel[];
}

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
  sizeOf: (locker: number) => Box['size'],
): readonly Box[] {
  const numbers = [...new Set(parcels.map((parcel) => parcel.locker))].sort((a, b) => a - b);
  return numbers.map((locker) => ({
    locker,
    size: sizeOf(locker),
    parcels: parcels
      .filter((parcel) => parcel.locker === locker)
      .map(({ id, sender, trackingNumber }) => ({
        id,
        sender,
        trackingTail: trackingTail(trackingNumber),
      })),
  }));
}
