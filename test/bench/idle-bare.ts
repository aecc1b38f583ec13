import { sleep, systemClock } from '../../main/base/clock.ts';
import { polling } from '../../hardware/door-board/polling.ts';
import { portsOf } from '../../hardware/port/open-port.ts';

/**
 * The least that polling can cost: the same frames written to the same ports at the same pace, the
 * bytes that come back counted and thrown away. `node idle-bare.ts WARM_MS MEASURE_MS LINES`.
 */
interface BareLine {
  readonly port: string;
  readonly baud: number;
  readonly frames: readonly (readonly number[])[];
}

const [warm = '0', measured = '0', text = '[]'] = process.argv.slice(2);
const ports = portsOf(systemClock);
let got = 0;
for (const line of JSON.parse(text) as readonly BareLine[]) {
  const opened = await ports(line.port, {
    baud: line.baud,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
  }).open();
  if (!opened.ok) throw new Error(opened.error.message);
  opened.value.onData((bytes) => (got += bytes.length));
  for (const [i, frame] of line.frames.entries())
    systemClock.setTimeout(
      () => {
        setInterval(() => void opened.value.write(Uint8Array.from(frame)), polling.idle);
      },
      (i * polling.idle) / line.frames.length,
    );
}
await sleep(systemClock, Number(warm));
const before = process.cpuUsage();
got = 0;
await sleep(systemClock, Number(measured));
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ cpuMs: (user + system) / 1_000, bytes: got }));
process.exit(0);
