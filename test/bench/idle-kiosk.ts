import { readFileSync } from 'node:fs';
import { sleep, systemClock } from '../../main/base/clock.ts';
import { systemIds } from '../../main/base/ids.ts';
import { silentLog } from '../../main/base/log.ts';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { startKiosk } from '../../main/kiosk.ts';
import { portsOf } from '../../hardware/port/open-port.ts';

/**
 * A kiosk at rest in a process of its own, so that nobody else's work is counted:
 * `node idle-kiosk.ts CABINET DATA WARM_MS MEASURE_MS`. Writes what it has used, in ms of CPU.
 */
const [cabinetFile = '', dataDir = '', warm = '0', measured = '0'] = process.argv.slice(2);
const cabinet = readCabinet(JSON.parse(readFileSync(cabinetFile, 'utf8')));
if (!cabinet.ok) throw new Error(JSON.stringify(cabinet.error));
const kiosk = await startKiosk({
  cabinet: cabinet.value,
  dataDir,
  seed: null,
  hub: null,
  clock: systemClock,
  ids: systemIds,
  log: silentLog,
  software: 'bench',
  ports: portsOf(systemClock),
});
if (!kiosk.ok) throw new Error(kiosk.error.message);
await sleep(systemClock, Number(warm));
const before = process.cpuUsage();
await sleep(systemClock, Number(measured));
const { user, system } = process.cpuUsage(before);
const { doors } = kiosk.value.service.facts();
process.stdout.write(JSON.stringify({ cpuMs: (user + system) / 1_000, closed: doors.closed }));
await kiosk.value.stop();
