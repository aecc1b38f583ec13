import { systemClock } from '../main/base/clock.ts';
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import fastify, { type FastifyInstance } from 'fastify';
import { adminApi } from './admin-api.ts';
import type { HubDb } from './database.ts';
import type { Hub } from './hub-context.ts';
import { kioskApi } from './kiosk-api.ts';
import { kioskAuth } from './kiosk-auth.ts';
import { pages } from './pages.ts';

/** Builds the hub on an opened database; `listen` puts it on a port. */
export interface HubServer {
  readonly app: FastifyInstance;
  listen(port: number, host?: string): Promise<string>;
  close(): Promise<void>;
}

export interface HubOptions {
  readonly db: HubDb;
  readonly adminToken: string;
  readonly now?: () => number;
}

const LARGEST_REQUEST_BYTES = 2 * 1_024 * 1_024;

export async function createHub({
  db,
  adminToken,
  now = systemClock.wall,
}: HubOptions): Promise<HubServer> {
  const changes = new EventEmitter().setMaxListeners(0);
  let closing = false;
  const hub: Hub = {
    db,
    auth: kioskAuth(db, now),
    epoch: await epochOf(db),
    adminToken,
    now,
    tell: (bankId) => void changes.emit(bankId),
    changed: (bankId, ms) =>
      new Promise((resolve) => {
        const done = (): void => {
          systemClock.clearTimeout(timer);
          changes.off(bankId, done);
          changes.off('closing', done);
          resolve();
        };
        const timer = systemClock.setTimeout(done, ms);
        changes.once(bankId, done);
        changes.once('closing', done);
      }),
    closing: () => closing,
  };
  const app = fastify({ bodyLimit: LARGEST_REQUEST_BYTES, forceCloseConnections: true });
  // Bodies stay bytes: the signature is over what was sent, not over what it means.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('x-server-time', String(now()));
  });
  kioskApi(app, hub);
  adminApi(app, hub);
  pages(app, hub);
  return {
    app,
    listen: (port, host = '127.0.0.1') => app.listen({ port, host }),
    async close() {
      closing = true;
      changes.emit('closing');
      await app.close();
      await db.destroy();
    },
  };
}

/** Stands in the database: a restored hub is given a new one by whoever restores it. */
async function epochOf(db: HubDb): Promise<string> {
  const fresh = `hub_${randomBytes(9).toString('base64url')}`;
  await db
    .insertInto('hub_meta')
    .values({ key: 'epoch', value: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('hub_meta')
    .select('value')
    .where('key', '=', 'epoch')
    .executeTakeFirstOrThrow();
  return row.value;
}
