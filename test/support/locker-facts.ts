import * as fc from 'fast-check';
import type { Need, Overridable } from '../../main/locker/eligible.ts';
import type { LockerFacts, Owner } from '../../main/locker/facts.ts';
import { noLockers, SIZES, type SizeCounts } from '../../main/locker/size.ts';

/** A small empty locker that belongs to nobody, and whatever else the test says of it. */
export function lockerFacts(number: number, facts: Partial<LockerFacts> = {}): LockerFacts {
  return {
    number,
    size: 'small',
    present: true,
    inService: true,
    verified: true,
    occupied: false,
    reserved: false,
    expired: false,
    door: 'closed',
    doorFault: false,
    accessible: false,
    dedicatedTo: null,
    deposits: 0,
    ...facts,
  };
}

export const ADA: Owner = { type: 'contact', id: 'ada' };
export const BEN: Owner = { type: 'contact', id: 'ben' };
export const LAB: Owner = { type: 'department', id: 'lab' };

/** A courier brings Ada something small. */
export function need(wish: Partial<Need> = {}): Need {
  return {
    size: 'small',
    sizes: 'exact',
    recipient: ADA,
    reachNeeds: false,
    purpose: 'delivery',
    claim: 'walkUp',
    heldForHub: noLockers,
    deliveryMinimum: noLockers,
    override: [],
    ...wish,
  };
}

const mostly = fc.nat(9).map((n) => n > 0);
const seldom = fc.nat(9).map((n) => n === 0);
const size = fc.constantFrom(...SIZES);
const counts: fc.Arbitrary<SizeCounts> = fc.record({
  small: fc.nat(2),
  medium: fc.nat(2),
  large: fc.nat(2),
  xlarge: fc.nat(2),
});

/** Banks of up to a dozen lockers, in every state at once. */
export const anyBank: fc.Arbitrary<readonly LockerFacts[]> = fc
  .array(
    fc.record({
      size,
      present: mostly,
      inService: mostly,
      verified: mostly,
      occupied: fc.boolean(),
      reserved: seldom,
      expired: seldom,
      door: fc.constantFrom('closed', 'closed', 'closed', 'open', 'unknown'),
      doorFault: seldom,
      accessible: fc.boolean(),
      dedicatedTo: fc.constantFrom(null, null, null, ADA, BEN, LAB),
      deposits: fc.nat(3),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((facts, i) => ({ number: i + 1, ...facts })));

export const anyNeed: fc.Arbitrary<Need> = fc.record({
  size,
  sizes: fc.constantFrom('exact', 'orLarger'),
  recipient: fc.constantFrom(ADA, LAB, null),
  reachNeeds: fc.boolean(),
  purpose: fc.constantFrom('delivery', 'storage', 'return', 'exchange'),
  claim: fc.constantFrom('walkUp', 'walkUp', 'promise'),
  heldForHub: counts,
  deliveryMinimum: counts,
  override: fc.subarray<Overridable>(['reach', 'keptForDelivery'], { maxLength: 1 }),
});
