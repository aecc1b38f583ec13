import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../main/base/clock.ts';
import { systemIds } from '../../main/base/ids.ts';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { problemText } from '../../main/contract/problems.ts';
import { readSeed, type Seed } from '../../main/contract/seed.ts';
import { simulateBank } from './bank.ts';
import { serveBench } from './bench-server.ts';
import { serveBank, transports } from './serve.ts';

interface SomeDevice {
  readonly id: string;
  readonly port?: string;
  readonly device?: { readonly at?: string | undefined };
}

/**
 * `node hardware/simulator/main.ts --cabinet FILE …`: a simulated bank in a process of its own. It
 * serves each `sim:` port of the cabinet file over TCP or a pseudo-terminal, writes the cabinet with
 * the real ports to `--resolved`, and shows the bench page.
 */
const { values } = parseArgs({
  options: {
    cabinet: { type: 'string' },
    seed: { type: 'string' },
    resolved: { type: 'string' },
    transport: { type: 'string', default: 'tcp' },
    port: { type: 'string', default: '0' },
    'with-parent': { type: 'boolean', default: false },
  },
});

const document: unknown = JSON.parse(
  readFileSync(values.cabinet ?? fail('--cabinet FILE is needed'), 'utf8'),
);
const cabinet = readCabinet(document);
if (!cabinet.ok)
  fail(cabinet.error.map((each) => `${values.cabinet}: ${problemText(each)}`).join('\n'));
const { buses, badgeReaders, scanners, keypads, lockers } = cabinet.value;
const seed = values.seed === undefined ? null : seedOf(values.seed);

const simulated = (device: SomeDevice): boolean => {
  const place = device.port ?? device.device?.at;
  return place?.startsWith('sim:') ?? false;
};
const bank = simulateBank({
  buses: buses.filter(simulated),
  badgeReaders: badgeReaders.filter(simulated),
  scanners: scanners.filter(simulated),
  keypads: keypads.filter(simulated),
  clock: systemClock,
  random: () => new DataView(systemIds.bytes(4).slice().buffer).getUint32(0) / 2 ** 32,
});
for (const parcel of seed?.parcels ?? []) {
  const locker = lockers.find((each) => each.number === parcel.locker);
  if (locker?.door && bank.buses.has(locker.door.bus)) bank.door(locker.door).putItem(true);
}
const dir = mkdtempSync(join(tmpdir(), 'restante-bank-'));
const served = await serveBank(
  bank,
  [bank.buses, bank.readers, bank.scanners, bank.keypads].flatMap((each) => [...each.keys()]),
  {
    transport:
      transports.find((each) => each === values.transport) ??
      fail(`--transport must be one of ${transports.join(', ')}`),
    dir,
    clock: systemClock,
  },
);
const withPorts = <T extends SomeDevice>(devices: readonly T[]): T[] =>
  devices.map((device) => {
    const port = served.ports[device.id];
    if (port === undefined) return device;
    if (device.device) return { ...device, device: { ...device.device, at: port } };
    return { ...device, port };
  });
const resolved = values.resolved ?? join(dir, 'cabinet.json');
writeFileSync(
  resolved,
  JSON.stringify(
    {
      ...cabinet.value,
      buses: withPorts(buses),
      badgeReaders: withPorts(badgeReaders),
      scanners: withPorts(scanners),
      keypads: withPorts(keypads),
    },
    null,
    2,
  ),
);
const bench = await serveBench({
  bank,
  served,
  cabinet: cabinet.value,
  seed,
  port: Number(values.port),
  folder: join(import.meta.dirname, '..', '..', '.build', 'bench'),
});
process.stdout.write(
  `simulated bank ready ${JSON.stringify({ bench: bench.url, ports: served.ports, resolved })}\n`,
);

async function end(): Promise<void> {
  await bench.close();
  await served.close();
  process.exit(0);
}
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
if (values['with-parent']) process.stdin.on('end', () => void end()).resume();

function seedOf(path: string): Seed {
  const read = readSeed(
    JSON.parse(readFileSync(path, 'utf8')),
    new Set(lockers.map((each) => each.number)),
  );
  if (!read.ok) fail(read.error.map((each) => `${path}: ${problemText(each)}`).join('\n'));
  return read.value;
}

function fail(message: string): never {
  process.stderr.write(`simulated bank: ${message}\n`);
  process.exit(2);
}
