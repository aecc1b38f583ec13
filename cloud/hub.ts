import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openHubDb } from './database.ts';
import { createHub } from './server.ts';

/**
 * `npm run cloud`: the hub, on PostgreSQL by DATABASE_URL or on an embedded one without it.
 * Flags: --port N (default 8080) · --host ADDRESS (default 127.0.0.1) · --data DIR (default .data/hub)
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string', default: '.data/hub' },
    'with-parent': { type: 'boolean', default: false },
  },
});
const url = process.env['DATABASE_URL'];
const db = await openHubDb(url ? { url } : { folder: join(values.data, 'postgres') });
const hub = await createHub({ db, adminToken: adminToken(values.data) });
const address = await hub.listen(Number(values.port), values.host);
const facts = { hub: address, database: url ? 'postgresql' : 'embedded', pid: process.pid };
process.stdout.write(`restante hub ready ${JSON.stringify(facts)}\n`);

let ending = false;
function end(): void {
  if (ending) return;
  ending = true;
  void hub.close().then(() => process.exit(0));
}
process.on('SIGTERM', end);
process.on('SIGINT', end);
if (values['with-parent']) process.stdin.on('end', end).resume();

/** From the environment, or made once and kept in a file that only this user may read. */
function adminToken(folder: string): string {
  const given = process.env['RESTANTE_ADMIN_TOKEN'];
  if (given) return given;
  const path = join(folder, 'admin-token');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  mkdirSync(folder, { recursive: true });
  const token = randomBytes(18).toString('base64url');
  writeFileSync(path, `${token}\n`, { mode: 0o600 });
  process.stdout.write(`the administrator token is in ${path}\n`);
  return token;
}
