import { describe, expect, test } from 'vitest';
import { allocate, freeBySize, takeNamed } from '../../main/locker/allocation.ts';
import type { LockerFacts } from '../../main/locker/facts.ts';
import { noLockers } from '../../main/locker/size.ts';
import { ADA, BEN, LAB, lockerFacts, need } from '../support/locker-facts.ts';

const locker = (number: number, size: LockerFacts['size'] = 'small'): unknown => ({
  outcome: 'locker',
  locker: number,
  size,
});
const none = (emptiedBy: readonly string[], ...offers: unknown[]): unknown => ({
  outcome: 'none',
  emptiedBy,
  offers: [...offers, { kind: 'otherBank' }],
});

describe('which locker a parcel gets', () => {
  test.each([
    ['one that the cabinet file does not name any more', { present: false }],
    ['one out of service', { inService: false }],
    ['one that nobody has looked into', { verified: false }],
    ['one that holds something', { occupied: true }],
    ['one that holds something too long', { expired: true, occupied: true }],
    ['one that is promised', { reserved: true }],
    ['one whose door stands open', { door: 'open' }],
    ['one whose door did not open for somebody before', { doorFault: true }],
    ['one whose board does not answer', { door: 'unknown' }],
  ] as const)('never %s', (_, facts) => {
    const lockers = [lockerFacts(1, facts), lockerFacts(2, { deposits: 99 })];
    expect(allocate(lockers, need())).toEqual(locker(2));
    expect(freeBySize(lockers, need()).small).toBe(1);
  });

  test('[F13] one within reach for whoever needs that, and others keep out of those', () => {
    const lockers = [
      lockerFacts(1, { deposits: 9 }),
      lockerFacts(2, { accessible: true, deposits: 5 }),
      lockerFacts(3, { accessible: true }),
    ];
    expect(allocate(lockers, need({ reachNeeds: true }))).toEqual(locker(3));
    expect(allocate(lockers, need())).toEqual(locker(1));
    expect(allocate(lockers.slice(1), need())).toEqual(locker(3));
  });

  test('[F9] their own first, although a smaller one would do', () => {
    const lockers = [
      lockerFacts(1),
      lockerFacts(2, { size: 'xlarge', dedicatedTo: ADA }),
      lockerFacts(3, { size: 'large', dedicatedTo: ADA }),
    ];
    expect(allocate(lockers, need())).toEqual(locker(3, 'large'));
    expect(allocate(lockers, need({ recipient: BEN }))).toEqual(locker(1));
  });

  test('[F9] not their own if that is too small for the parcel', () => {
    const lockers = [lockerFacts(1, { dedicatedTo: ADA }), lockerFacts(2, { size: 'large' })];
    expect(allocate(lockers, need({ size: 'large' }))).toEqual(locker(2, 'large'));
  });

  test('[F38] one dedicated to somebody else is given to nobody else, nor to its owner’s namesake department', () => {
    const lockers = [
      lockerFacts(1, { dedicatedTo: BEN }),
      lockerFacts(2, { dedicatedTo: { type: 'department', id: 'ada' } }),
    ];
    expect(allocate(lockers, need())).toEqual(none(['dedicated']));
    expect(allocate(lockers, need({ recipient: null }))).toMatchObject({ outcome: 'none' });
    expect(allocate(lockers, need({ recipient: BEN }))).toEqual(locker(1));
  });

  test('wear is spread over equal ones: the least used, then the lowest number', () => {
    const lockers = [
      lockerFacts(1, { deposits: 3 }),
      lockerFacts(2, { deposits: 1 }),
      lockerFacts(3, { deposits: 1 }),
    ];
    expect(allocate(lockers, need())).toEqual(locker(2));
  });

  test('a promise by size is kept with a larger one if need be, the smallest that fits', () => {
    const lockers = [lockerFacts(1, { size: 'xlarge' }), lockerFacts(2, { size: 'large' })];
    const promised = need({ size: 'medium', sizes: 'orLarger', claim: 'promise' });
    expect(allocate(lockers, promised)).toEqual(locker(2, 'large'));
  });
});

describe('what is kept for others', () => {
  const three = [lockerFacts(1), lockerFacts(2), lockerFacts(3)];
  const two = { ...noLockers, small: 2 };

  test('[F33] storage leaves so many lockers free for deliveries', () => {
    const storage = need({ purpose: 'storage', deliveryMinimum: two });
    expect(allocate(three, storage)).toEqual(locker(1));
    expect(freeBySize(three, storage).small).toBe(1);
    const left = three.slice(1);
    expect(allocate(left, storage)).toEqual(
      none(['keptForDelivery'], {
        kind: 'override',
        lift: ['keptForDelivery'],
        size: 'small',
        free: 2,
      }),
    );
    expect(allocate(left, { ...storage, purpose: 'delivery' })).toEqual(locker(2));
    expect(allocate(left, { ...storage, override: ['keptForDelivery'] })).toEqual(locker(2));
  });

  test('what the hub may promise is not spent by walk-ups, and nobody waives it', () => {
    const walkUp = need({ heldForHub: two });
    expect(freeBySize(three, walkUp).small).toBe(1);
    expect(allocate(three.slice(1), walkUp)).toEqual(none(['quota']));
    expect(allocate(three.slice(1), { ...walkUp, claim: 'promise' })).toEqual(locker(2));
  });

  test('both are kept beside each other', () => {
    const one = { ...noLockers, small: 1 };
    const storage = need({ purpose: 'storage', deliveryMinimum: one, heldForHub: one });
    expect(freeBySize(three, storage).small).toBe(1);
    expect(allocate(three.slice(1), storage)).toMatchObject({ emptiedBy: ['keptForDelivery'] });
  });

  test('a dedicated locker counts towards neither and is bound by neither', () => {
    const lockers = [lockerFacts(1, { dedicatedTo: ADA }), lockerFacts(2)];
    const storage = need({ purpose: 'storage', deliveryMinimum: two, heldForHub: two });
    expect(allocate(lockers, storage)).toEqual(locker(1));
    expect(freeBySize(lockers, storage).small).toBe(1);
  });
});

describe('[F53] when nothing fits', () => {
  test('the size is named and the others offered, larger ones first', () => {
    const lockers = [
      lockerFacts(1),
      lockerFacts(2, { size: 'medium', occupied: true }),
      lockerFacts(3, { size: 'large' }),
      lockerFacts(4, { size: 'large' }),
    ];
    expect(allocate(lockers, need({ size: 'medium' }))).toEqual(
      none(
        ['size'],
        { kind: 'otherSize', size: 'large', free: 2 },
        { kind: 'otherSize', size: 'small', free: 1 },
      ),
    );
  });

  test('for whoever needs reach: the rule is named, and an operator may waive it once', () => {
    expect(allocate([lockerFacts(1)], need({ reachNeeds: true }))).toEqual(
      none(['reach'], { kind: 'override', lift: ['reach'], size: 'small', free: 1 }),
    );
  });

  test('two rules together are both named, and one override lifts both', () => {
    const wish = need({
      purpose: 'storage',
      reachNeeds: true,
      deliveryMinimum: { ...noLockers, small: 1 },
    });
    expect(allocate([lockerFacts(1)], wish)).toEqual(
      none(['reach', 'keptForDelivery'], {
        kind: 'override',
        lift: ['reach', 'keptForDelivery'],
        size: 'small',
        free: 1,
      }),
    );
  });

  test('an override that is given already stays in the one that is offered', () => {
    const wish = need({
      purpose: 'storage',
      reachNeeds: true,
      deliveryMinimum: { ...noLockers, small: 1 },
      override: ['reach'],
    });
    expect(allocate([lockerFacts(1)], wish)).toMatchObject({
      emptiedBy: ['keptForDelivery'],
      offers: [{ lift: ['reach', 'keptForDelivery'] }, { kind: 'otherBank' }],
    });
  });

  test('only another size with an override is left: that is offered', () => {
    const lockers = [lockerFacts(1, { size: 'large' })];
    expect(allocate(lockers, need({ reachNeeds: true }))).toEqual(
      none(['size', 'reach'], { kind: 'override', lift: ['reach'], size: 'large', free: 1 }),
    );
  });

  test('everything is taken: no rule is to blame, and another bank is the way out', () => {
    expect(allocate([lockerFacts(1, { occupied: true })], need())).toEqual(none([]));
    expect(allocate([], need())).toEqual(none([]));
  });
});

describe('[F53] an operator points at a locker', () => {
  test('any size is theirs to judge', () => {
    expect(takeNamed([lockerFacts(7, { size: 'xlarge' })], need(), 7)).toEqual(locker(7, 'xlarge'));
  });

  test.each([
    ['unknownLocker', {}, {}, 8],
    ['occupied', { occupied: true }, {}, 7],
    ['doorNotClosed', { door: 'unknown' }, {}, 7],
    ['dedicated', { dedicatedTo: LAB }, { override: ['reach', 'keptForDelivery'] }, 7],
    ['quota', {}, { heldForHub: { ...noLockers, small: 1 } }, 7],
    ['reach', {}, { reachNeeds: true }, 7],
    ['keptForDelivery', {}, { purpose: 'storage', deliveryMinimum: { ...noLockers, small: 1 } }, 7],
  ] as const)('and hears why not: %s', (because, facts, wish, number) => {
    const answer = takeNamed([lockerFacts(7, facts)], need(wish), number);
    expect(answer).toEqual({ outcome: 'refused', because });
  });

  test('reach and what is kept for deliveries they may waive', () => {
    const wish = need({
      purpose: 'storage',
      reachNeeds: true,
      deliveryMinimum: { ...noLockers, small: 1 },
      override: ['reach', 'keptForDelivery'],
    });
    expect(takeNamed([lockerFacts(7)], wish, 7)).toEqual(locker(7));
  });
});
