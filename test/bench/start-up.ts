import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBank, startServedKiosk } from '../support/product.ts';
import { rounded, spread, type Figure } from './figure.ts';

/**
 * Process start → the kiosk says that it is ready (Home, doors read, records settled), on a new and on
 * a used database. The reference is the same Node that starts, says a word and ends.
 */
const STARTS = 12;

export async function startUp(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'restante-bench-'));
  const bank = await startBank({ transport: 'tcp' });
  const starts: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < STARTS; i += 1) {
    bare.push(await bareStart());
    const begun = performance.now();
    // Half of the starts find the database of the one before.
    const kiosk = await startServedKiosk({ bank, data: join(folder, `data-${i >> 1}`) });
    starts.push(performance.now() - begun);
    await kiosk.stop();
  }
  await bank.stop();
  rmSync(folder, { recursive: true, force: true });
  const measured = spread(starts);
  const reference = spread(bare);
  return [
    {
      figure: 'process start → Home, without a window',
      unit: 'ms',
      samples: STARTS,
      measured,
      reference,
      referenceIs: 'the same Node starting, writing one word',
      ratio: rounded(measured.p50 / reference.p50),
      goal: 'core alone ≤ 1,000 ms',
    },
  ];
}

function bareStart(): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', 'process.stdout.write("ready")'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.once('error', reject);
    child.stdout.once('data', () => resolve(performance.now() - begun));
  });
}
