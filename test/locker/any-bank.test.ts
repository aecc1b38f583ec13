import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, freeBySize, takeNamed } from '../../main/locker/allocation.ts';
import { candidates, freeLockers, type Need } from '../../main/locker/eligible.ts';
import { isOwner, type LockerFacts } from '../../main/locker/facts.ts';
import { SIZES } from '../../main/locker/size.ts';
import { anyBank, anyNeed } from '../support/locker-facts.ts';

describe('whatever the bank looks like', () => {
  const mayBeGiven = (facts: LockerFacts, wish: Need): boolean =>
    facts.present &&
    facts.inService &&
    facts.verified &&
    facts.door === 'closed' &&
    !facts.doorFault &&
    !(facts.occupied || facts.reserved || facts.expired) &&
    (facts.dedicatedTo === null || isOwner(facts.dedicatedTo, wish.recipient)) &&
    (facts.accessible || !wish.reachNeeds || wish.override.includes('reach'));

  test('what is given may be given, and asking again gives the same', () => {
    fc.assert(
      fc.property(anyBank, anyNeed, fc.nat(12), (bank, wish, pick) => {
        const found = allocate(bank, wish);
        expect(allocate(bank.toReversed(), wish)).toEqual(found);
        for (const given of [found, takeNamed(bank, wish, pick)]) {
          if (given.outcome !== 'locker') continue;
          const facts = bank.find(({ number }) => number === given.locker);
          expect(facts && mayBeGiven(facts, wish)).toBe(true);
        }
      }),
    );
  });

  test('a walk-up leaves what is held and kept', () => {
    fc.assert(
      fc.property(anyBank, anyNeed, (bank, wish) => {
        const found = allocate(bank, wish);
        if (found.outcome !== 'locker' || wish.claim === 'promise') return;
        const taken = bank.find(({ number }) => number === found.locker);
        if (taken?.dedicatedTo !== null) return;
        const left = freeLockers(bank).common[found.size] - 1;
        const kept =
          wish.purpose === 'delivery' || wish.override.includes('keptForDelivery')
            ? 0
            : wish.deliveryMinimum[found.size];
        expect(left).toBeGreaterThanOrEqual(wish.heldForHub[found.size] + kept);
      }),
    );
  });

  test('the counts tell the truth: so many can be given one after another, and not one more', () => {
    fc.assert(
      fc.property(anyBank, anyNeed, (start, wish) => {
        for (const size of SIZES) {
          const chosen: Need = { ...wish, size, sizes: 'exact' };
          let bank = start;
          for (let left = freeBySize(start, wish)[size]; left > 0; left -= 1) {
            const given = allocate(bank, chosen);
            expect(given.outcome).toBe('locker');
            bank = bank.map((facts) =>
              given.outcome === 'locker' && facts.number === given.locker
                ? { ...facts, occupied: true }
                : facts,
            );
          }
          expect(allocate(bank, chosen).outcome).toBe('none');
        }
      }),
    );
  });

  test('[F53] an offer works when it is taken, and the rules that are named are to blame', () => {
    fc.assert(
      fc.property(anyBank, anyNeed, (bank, wish) => {
        const found = allocate(bank, wish);
        if (found.outcome !== 'none') return;
        const free = freeLockers(bank);
        const lifted = [...wish.override, ...found.emptiedBy];
        expect(candidates(free, wish, lifted).length > 0).toBe(free.lockers.length > 0);
        for (const rule of found.emptiedBy)
          expect(
            candidates(
              free,
              wish,
              lifted.filter((each) => each !== rule),
            ),
          ).toEqual([]);
        expect(found.offers.at(-1)).toEqual({ kind: 'otherBank' });
        for (const offer of found.offers) {
          if (offer.kind === 'otherBank') continue;
          const override = offer.kind === 'override' ? offer.lift : wish.override;
          const taken = allocate(bank, { ...wish, size: offer.size, override });
          expect(taken.outcome).toBe('locker');
          expect(offer.free).toBeGreaterThan(0);
        }
      }),
    );
  });
});
