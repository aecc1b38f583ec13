import { getServers } from 'node:dns';
import { readdirSync, readFileSync } from 'node:fs';
import { freemem, networkInterfaces, totalmem } from 'node:os';
import { join } from 'node:path';

/** The computer that the kiosk runs on, as far as it tells. */
export interface MachineFacts {
  readonly memory: {
    readonly ownBytes: number;
    readonly freeBytes: number;
    readonly totalBytes: number;
  };
  /** The hottest sensor; null where the system has none. */
  readonly temperatureC: number | null;
  /** `address` with the length of its prefix. */
  readonly network: readonly {
    readonly name: string;
    readonly address: string;
    readonly mac: string;
  }[];
  readonly gateway: string | null;
  readonly nameServers: readonly string[];
}

export function machineFacts(thermal = '/sys/class/thermal'): MachineFacts {
  return {
    memory: {
      ownBytes: process.memoryUsage.rss(),
      freeBytes: freemem(),
      totalBytes: totalmem(),
    },
    temperatureC: hottest(thermal),
    network: Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
      (addresses ?? [])
        .filter(({ internal }) => !internal)
        .map(({ address, cidr, mac }) => ({ name, address: cidr ?? address, mac })),
    ),
    gateway: gateway('/proc/net/route'),
    nameServers: getServers(),
  };
}

const MILLI = 1_000;
/** Drivers without a sensor behind them say 0 or nonsense. */
const PLAUSIBLE = { from: 1, to: 150 } as const;

/** `thermal_zone*` holds millidegrees in `temp` (the kernel's thermal sysfs interface). */
function hottest(folder: string): number | null {
  const readings = zonesIn(folder).flatMap((zone) => {
    try {
      return [Number(readFileSync(join(folder, zone, 'temp'), 'utf8')) / MILLI];
    } catch {
      return []; // Some zones refuse to be read while their device sleeps.
    }
  });
  const sane = readings.filter((each) => each >= PLAUSIBLE.from && each <= PLAUSIBLE.to);
  return sane.length === 0 ? null : Math.round(Math.max(...sane) * 10) / 10;
}

/** The route to everywhere; `/proc/net/route` has addresses as hex of the machine's byte order (proc(5)). */
function gateway(table: string): string | null {
  try {
    const rows = readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'));
    const hex = rows.find(([, destination]) => destination === '00000000')?.[2];
    const bytes = hex?.match(/../g)?.toReversed();
    return bytes?.map((byte) => Number.parseInt(byte, 16)).join('.') ?? null;
  } catch {
    return null; // Another system, or no such table.
  }
}

function zonesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.startsWith('thermal_zone'));
  } catch {
    return [];
  }
}
