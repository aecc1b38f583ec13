import { join } from 'node:path';
import { systemClock } from './base/clock.ts';
import { systemIds } from './base/ids.ts';
import { crashOnly } from './host/crash-only.ts';
import { guardNode } from './host/guard-node.ts';
import { openKiosk } from './host/open-kiosk.ts';
import { readOptions } from './host/options.ts';
import { serveScreen } from './host/screen-server.ts';
import { SOFTWARE } from './host/software.ts';

/**
 * The same kiosk behind http://127.0.0.1 for a browser: development, tests, and machines without a
 * display. Everything but the window is what Electron runs.
 */
const TOKEN_BYTES = 18;
const BAD_INPUT = 2;

guardNode();
const options = readOptions(process.argv.slice(2));
if (!options.ok) stop(options.error);
const opened = await openKiosk(options.value, SOFTWARE);
if (!opened.ok) stop(opened.error);
const { kiosk, log, sound } = opened.value;
crashOnly(log);
const server = await serveScreen({
  kiosk,
  folder: join(import.meta.dirname, '..', '.build', 'renderer'),
  port: options.value.port,
  // A supervisor gives the same one after a crash, so that an open page finds its kiosk again.
  token:
    process.env['RESTANTE_SCREEN_TOKEN'] ??
    Buffer.from(systemIds.bytes(TOKEN_BYTES)).toString('base64url'),
  clock: systemClock,
  log: log.part('screen'),
  ...(sound && { ear: sound.ear }),
});
process.stdout.write(`kiosk ready ${JSON.stringify({ kiosk: server.url, pid: process.pid })}\n`);

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await server.close();
  await kiosk.stop();
  await sound?.stop();
  process.exit(0);
}
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
if (options.value['with-parent']) {
  process.stdin.on('end', () => void end());
  process.stdin.on('error', () => void end());
  process.stdin.resume();
}

/** A bad file or flag: every reason, and nothing half-started. */
function stop(reasons: readonly string[]): never {
  for (const reason of reasons) process.stderr.write(`restante: ${reason}\n`);
  process.exit(BAD_INPUT);
}
