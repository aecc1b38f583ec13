import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { startDemoHub } from './demo-hub.mjs';
import { readFlags } from './flags.mjs';
import { chooseHost, openBrowser } from './host.mjs';
import { build, findNode, installPackages, root, say } from './setup.mjs';

/**
 * `npm start`: sets up what is missing, then runs the kiosk, by default on a simulated bank with the
 * bench beside it. It is also the supervisor: a kiosk that dies is started again.
 */
const flags = readFlags(process.argv.slice(2));
installPackages();
const node = findNode();
const host = chooseHost(flags.host);
build({ electron: host.name === 'electron' });
mkdirSync(flags.data, { recursive: true });

const demo = flags.cabinet === undefined;
const cabinet = flags.cabinet ?? join(root, 'assets', 'cabinets', 'atrium-24.json');
const seed = flags.seed ?? (demo ? join(root, 'assets', 'seed', 'demo.json') : undefined);
/** Place 0 is the kiosk's; the others are its surroundings. */
const KIOSK = 0;
/** A kiosk that ran this long was healthy; its next crash is a new story. */
const HEALTHY_MS = 60_000;
/** Time for the database to be closed. */
const GRACE_MS = 1_500;
const children = [null];

const bank = await startBank();
const hub = await findHub();
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));
await keepKioskRunning();

/** A cabinet file with `sim:` ports runs on simulated steel; any other on its own hardware. */
async function startBank() {
  if (!/"(port|at)"\s*:\s*"sim:/.test(readFileSync(cabinet, 'utf8'))) return null;
  const resolved = join(flags.data, 'cabinet.simulated.json');
  const args = ['hardware/simulator/main.ts', '--cabinet', cabinet, '--resolved', resolved];
  if (seed) args.push('--seed', seed);
  const { child, ready } = run(node, [...args, '--with-parent']);
  children.push(child);
  try {
    return await ready;
  } catch (error) {
    say(`the simulated bank did not start: ${error.message}`);
    process.exit(error.code === 2 ? 2 : 1);
  }
}

async function findHub() {
  if (flags.hub === 'off') return null;
  if (flags.hub !== undefined)
    return { url: flags.hub, enrol: flags.enrol ?? null, page: flags.hub };
  if (!demo) return null;
  const started = await startDemoHub(node, flags.data, seed);
  if (started) children.push(started.child);
  return started;
}

async function keepKioskRunning() {
  let told = false;
  // After a crash the kiosk comes back at the same address, so an open page finds it again.
  process.env.RESTANTE_SCREEN_TOKEN = randomBytes(18).toString('base64url');
  let { port } = flags;
  for (let crashes = 0; !ending; crashes += 1) {
    const args = ['--cabinet', bank?.resolved ?? cabinet, '--data', flags.data, '--with-parent'];
    if (seed) args.push('--seed', seed);
    if (hub) args.push('--hub', hub.url);
    if (hub?.enrol) args.push('--enrol', hub.enrol);
    const begun = Date.now();
    const { child, ready } = host.run(node, [...args, '--port', port]);
    children[KIOSK] = child;
    const exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    const info = await ready.catch(() => null);
    if (info && !told) {
      told = true;
      port = new URL(info.kiosk).port || port;
      explain(info);
    }
    const code = await exited;
    if (ending) return;
    if (code === 2) end(2);
    if (code === 0) end(0);
    // Crash-only: the store knows everything; a fresh process finds the truth again.
    if (Date.now() - begun > HEALTHY_MS) crashes = 0;
    const wait = Math.min(100 * 2 ** crashes, 10_000);
    say(`the kiosk ended unexpectedly (${code}); it starts again in ${wait} ms`);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

function explain(info) {
  say(host.why);
  if (bank) say(`the bench, where you tap badges and move doors: ${bank.bench}`);
  if (hub) say(`the hub: ${hub.page}`);
  if (host.opens) openBrowser(host.opens, info.kiosk);
  const line = {
    kiosk: info.kiosk,
    bench: bank?.bench ?? null,
    hub: hub?.page ?? null,
    pid: info.pid,
  };
  process.stdout.write(`restante ready ${JSON.stringify(line)}\n`);
}

function end(code) {
  if (ending) return;
  ending = true;
  for (const child of children) child?.kill('SIGTERM');
  setTimeout(() => process.exit(code), GRACE_MS);
}
