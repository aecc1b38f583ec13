import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate } from '../../main/locker/allocation.ts';
import { countByStatus, keptForDelivery, overlaysOf, statusOf } from '../../main/locker/status.ts';
import type { Overlay } from '../../main/contract/view.ts';
import { noLockers } from '../../main/locker/size.ts';
import { ADA, anyBank, lockerFacts, need } from '../support/locker-facts.ts';

describe('[F28] the status of a locker', () => {
  test.each([
    ['outOfService', { inService: false, expired: true, occupied: true, reserved: true }],
    ['outOfService', { present: false }],
    ['expired', { expired: true, occupied: true, reserved: true }],
    ['occupied', { occupied: true, reserved: true }],
    ['reserved', { reserved: true }],
    ['available', {}],
    ['available', { verified: false, door: 'open', doorFault: true }],
  ] as const)('%s: the gravest of its facts wins', (status, facts) => {
    expect(statusOf(lockerFacts(1, facts))).toBe(status);
  });

  test('each locker stands behind one filter button', () => {
    fc.assert(
      fc.property(anyBank, (bank) => {
        const counts = Object.values(countByStatus(bank));
        expect(counts.reduce((a, b) => a + b)).toBe(bank.length);
      }),
    );
  });
});

describe('[F28] what stands beside the status', () => {
  test.each<[readonly Overlay[], object]>([
    [[], {}],
    [['dedicated'], { dedicatedTo: ADA }],
    [['accessible'], { accessible: true }],
    [['doorOpen'], { door: 'open', occupied: true }],
    [['fault'], { door: 'unknown' }],
    [
      ['doorOpen', 'fault', 'unverified'],
      { door: 'open', doorFault: true, verified: false, inService: false },
    ],
  ])('%s', (overlays, facts) => {
    expect(overlaysOf(lockerFacts(1, facts), new Set())).toEqual(overlays);
  });

  test('[F33] kept for deliveries are the free ones that storage would take last', () => {
    const bank = [
      lockerFacts(1, { accessible: true }),
      lockerFacts(2, { deposits: 5 }),
      lockerFacts(3),
      lockerFacts(4, { occupied: true }),
      lockerFacts(5, { dedicatedTo: ADA }),
    ];
    const kept = keptForDelivery(bank, { ...noLockers, small: 2, large: 3 });
    expect([...kept].sort()).toEqual([1, 2]);
    expect(overlaysOf(bank[1] ?? lockerFacts(2), kept)).toEqual(['kept']);
  });

  test('[F33] storage by somebody without reach needs never gets one that the map shows as kept', () => {
    fc.assert(
      fc.property(anyBank, fc.nat(3), (bank, small) => {
        const minimum = { ...noLockers, small };
        const storage = need({ purpose: 'storage', deliveryMinimum: minimum });
        const found = allocate(bank, storage);
        if (found.outcome !== 'locker') return;
        expect(keptForDelivery(bank, minimum).has(found.locker)).toBe(false);
      }),
    );
  });
});
