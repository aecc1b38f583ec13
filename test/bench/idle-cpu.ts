import { writeFileSync } from 'node:fs';
import { systemClock } from '../../main/base/clock.ts';
import { simulateBank } from '../../hardware/simulator/bank.ts';
import { serveBank } from '../../hardware/simulator/serve.ts';
import { families } from './families.ts';
import { rounded, type Figure } from './figure.ts';
import { HALL_DOORS, hallBuses, hallCabinet } from '../support/hall.ts';
import { temporaryFolder } from '../support/product.ts';
import { runToEnd } from '../support/program.ts';

/**
 * A kiosk at Home with 480 doors on four buses and nobody before it: how much of one core its polling
 * takes. The boards hang on pseudo-terminals and sockets and run in this process, which is not counted.
 */
const WARM_MS = 6_000;
const MEASURED_MS = 12_000;
const GOAL = '< 3 % of one core';

export async function idleCpu(): Promise<readonly Figure[]> {
  const folder = temporaryFolder();
  const bank = simulateBank({
    buses: hallBuses,
    badgeReaders: [],
    clock: systemClock,
    random: () => 0.5,
  });
  const served = await serveBank(bank, [...bank.buses.keys()], {
    transport: 'both',
    dir: folder.in('.'),
    clock: systemClock,
  });
  try {
    const cabinet = folder.in('hall.json');
    writeFileSync(cabinet, JSON.stringify(hallCabinet(served.ports)));
    const kiosk = await used('idle-kiosk.ts', [cabinet, folder.in('kiosk'), ...times]);
    if (kiosk['closed'] !== HALL_DOORS) throw new Error(`only ${kiosk['closed']} doors were read`);
    const bare = await used('idle-bare.ts', [...times, JSON.stringify(bareLines(served.ports))]);
    return [
      {
        figure: `CPU of a kiosk at rest, ${HALL_DOORS} doors polled on ${hallBuses.length} buses`,
        unit: '% of a core',
        samples: 1,
        measured: { cpu: percent(kiosk) },
        reference: { cpu: percent(bare) },
        referenceIs: 'the same frames at the same pace over the same ports, answers thrown away',
        ratio: rounded(percent(kiosk) / percent(bare)),
        goal: GOAL,
      },
    ];
  } finally {
    await served.close();
    folder.remove();
  }
}

const times = [String(WARM_MS), String(MEASURED_MS)];

async function used(
  program: string,
  args: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const { code, output } = await runToEnd([`test/bench/${program}`, ...args]);
  if (code !== 0) throw new Error(output);
  return JSON.parse(output) as Record<string, number>;
}

function percent({ cpuMs = NaN }: Readonly<Record<string, number>>): number {
  return rounded((100 * cpuMs) / MEASURED_MS);
}

function bareLines(ports: Readonly<Record<string, string>>): readonly object[] {
  return hallBuses.map(({ id, protocol, boards, line }) => {
    const family = families.find(({ name }) => name === protocol);
    return {
      port: ports[id],
      baud: line.baud,
      frames: boards.map((_, i) => [...(family?.asks[i % family.asks.length]?.frame ?? [])]),
    };
  });
}
