import { allocate, freeBySize } from '../../main/locker/allocation.ts';
import type { Need } from '../../main/locker/eligible.ts';
import type { LockerFacts } from '../../main/locker/facts.ts';
import { noLockers, SIZES } from '../../main/locker/size.ts';
import { lockerFacts, need } from '../support/locker-facts.ts';
import { rounded, spread, type Figure } from './figure.ts';

/** A large bank; every question that a drop-off screen asks of it. */
const LOCKERS = 500;
const ROUNDS = 2_000;
const WARM_UP = 500;

export async function allocation(): Promise<readonly Figure[]> {
  const bank = bankOf(LOCKERS);
  const stuck = need({
    purpose: 'storage',
    reachNeeds: true,
    deliveryMinimum: { small: LOCKERS, medium: LOCKERS, large: LOCKERS, xlarge: LOCKERS },
    heldForHub: { ...noLockers, small: LOCKERS },
  });
  return [
    figure('choose one of 500 lockers', bank, need(), (wish) => allocate(bank, wish)),
    figure('count 500 lockers by size', bank, need(), (wish) => freeBySize(bank, wish)),
    figure('500 lockers, nothing fits: why, and what could work', bank, stuck, (wish) =>
      allocate(bank, wish),
    ),
  ];
}

function figure(
  name: string,
  bank: readonly LockerFacts[],
  wish: Need,
  ask: (wish: Need) => unknown,
): Figure {
  const measured = spread(timed(() => ask(wish)));
  const reference = spread(timed(() => bareLoop(bank, wish)));
  return {
    figure: name,
    unit: 'ms',
    samples: ROUNDS,
    measured,
    reference,
    referenceIs: 'one loop over the same lockers that takes the least worn free one of the size',
    ratio: rounded(measured.p50 / reference.p50),
    goal: 'p99 < 1 ms',
  };
}

function timed(work: () => unknown): readonly number[] {
  for (let i = 0; i < WARM_UP; i += 1) work();
  return Array.from({ length: ROUNDS }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
}

function bareLoop(bank: readonly LockerFacts[], wish: Need): number {
  let best = 0;
  let wear = Infinity;
  for (const locker of bank) {
    if (locker.size !== wish.size || locker.occupied || locker.deposits >= wear) continue;
    best = locker.number;
    wear = locker.deposits;
  }
  return best;
}

/** Half of it taken, a tenth within reach. */
function bankOf(count: number): readonly LockerFacts[] {
  return Array.from({ length: count }, (_, i) =>
    lockerFacts(i + 1, {
      size: SIZES[i % SIZES.length] ?? 'small',
      occupied: i % 8 < 4,
      accessible: i % 10 === 0,
      deposits: (i * 37) % 101,
    }),
  );
}
