import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHub, type HubServer } from '../../cloud/server.ts';
import type { HubDb } from '../../cloud/database.ts';
import { createKioskKey } from '../../main/sync/signing.ts';
import { embedded, hasPostgres, startPostgres, type HubDatabase } from '../support/hub-database.ts';
import { chain, enrol, enrolRequest, hubKiosk, type HubKiosk } from '../support/hub-kiosk.ts';

/** The hub over real HTTP, on both databases that it runs on. */
const databases: readonly (readonly [string, boolean, () => HubDatabase])[] = [
  [embedded.name, true, () => embedded],
  ['a real PostgreSQL', hasPostgres, startPostgres],
];
const ADMIN = 'the-administrator';
const START = Date.UTC(2026, 10, 24);

describe.each(databases)('the hub on %s', (_name, here, start) => {
  describe.skipIf(!here)('', () => {
    let database: HubDatabase;
    let db: HubDb;
    let hub: HubServer;
    let url: string;
    let now: number;
    let bankId: string;

    beforeAll(() => {
      database = start();
    });
    afterAll(() => database.stop());
    beforeEach(async () => {
      now = START;
      db = await database.open();
      hub = await createHub({ db, adminToken: ADMIN, now: () => now });
      url = await hub.listen(0);
      ({ bankId } = await admin<{ bankId: string }>('banks', { name: '<b>Hall</b> & Co' }));
    });
    afterEach(() => hub.close());

    async function admin<T>(path: string, body?: unknown, token = ADMIN): Promise<T> {
      const response = await fetch(`${url}/v1/admin/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await response.json()) as T;
    }
    const newCode = async (): Promise<string> =>
      (await admin<{ code: string }>(`banks/${bankId}/enrolment`, {})).code;
    const newKiosk = async (): Promise<HubKiosk> => hubKiosk(url, await newCode(), () => now);
    const put = (kind: string, payload: unknown): Promise<{ version: number }> =>
      admin(`banks/${bankId}/directives`, { kind, payload });
    const hubEvents = async (): Promise<
      readonly { seq: number; type: string; quarantined: boolean }[]
    > =>
      (
        await admin<{ events: { seq: number; type: string; quarantined: boolean }[] }>(
          `banks/${bankId}/events`,
        )
      ).events;

    test('a code enrols one key once; the same key again gets the same answer', async () => {
      const code = await newCode();
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
      const key = await createKioskKey();
      const first = await enrol(url, await enrolRequest(code.toUpperCase(), key));
      const again = await enrol(url, await enrolRequest(code, key));
      expect(await again.json()).toMatchObject({
        kioskId: ((await first.json()) as { kioskId: string }).kioskId,
      });
      const other = await enrol(url, await enrolRequest(code, await createKioskKey()));
      expect([other.status, await other.json()]).toEqual([403, { error: 'this code is used' }]);
    });

    test('a code that is wrong, old or no code enrols nobody', async () => {
      const key = await createKioskKey();
      const code = await newCode();
      now += 15 * 60_000 + 1;
      const old = await enrol(url, await enrolRequest(code, key));
      expect([old.status, await old.json()]).toEqual([403, { error: 'this code is expired' }]);
      const wrong = await enrol(url, await enrolRequest('0123456789', key));
      expect([wrong.status, await wrong.json()]).toEqual([403, { error: 'this code is unknown' }]);
      const none = await enrol(url, { code: 'x' });
      expect(none.status).toBe(400);
      expect(((await none.json()) as { error: string[] }).error.join()).toContain('publicKey');
    });

    test('only a request that this kiosk signed now, whole, and for the first time is answered', async () => {
      const kiosk = await newKiosk();
      const other = await newKiosk();
      const events = chain(1);
      const statusOf = async (more: object): Promise<number> =>
        (await kiosk.send(events, more)).status;
      expect(
        await statusOf({ sentBody: { logId: 'log_test', events: chain(1, { note: 'forged' }) } }),
      ).toBe(401);
      expect(await statusOf({ late: 400 })).toBe(401);
      expect(await statusOf({ late: -400 })).toBe(401);
      expect(await statusOf({ key: await createKioskKey() })).toBe(401);
      expect(await statusOf({ asKiosk: other.kioskId })).toBe(401);
      expect(await statusOf({ asKiosk: 'kiosk_nobody' })).toBe(401);
      expect(await statusOf({ nonce: 'once' })).toBe(200);
      expect(await statusOf({ nonce: 'once' })).toBe(401);
      expect((await fetch(`${url}/v1/kiosks/${kiosk.kioskId}/cursor`)).status).toBe(401);
      expect(await hubEvents()).toHaveLength(1);
    });

    test('a batch that comes twice, whole or in part, is stored once', async () => {
      const kiosk = await newKiosk();
      const events = chain(5);
      for (const part of [events.slice(0, 3), events.slice(0, 3), events, events.slice(2)])
        expect((await kiosk.send(part)).status).toBe(200);
      const cursor = await (await kiosk.ask('GET', '/cursor?logId=log_test')).json();
      expect(cursor).toMatchObject({ acked: 5, ackedHash: events[4]?.hash });
      expect((await hubEvents()).map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
    });

    test('a gap, another history, a wrong hash and a hole are refused, each by its name', async () => {
      const kiosk = await newKiosk();
      const events = chain(6);
      await kiosk.send(events.slice(0, 3));
      const gap = await kiosk.send(events.slice(4));
      expect([gap.status, await gap.json()]).toEqual([409, { error: 'gap', expected: 4 }]);
      const other = chain(6, { note: 'another life' });
      for (const part of [other.slice(0, 2), other.slice(3)]) {
        const fork = await kiosk.send(part);
        expect([fork.status, ((await fork.json()) as { error: string }).error]).toEqual([
          409,
          'fork',
        ]);
      }
      const [fourth, fifth, sixth] = events.slice(3);
      const altered = await kiosk.send([{ ...fourth!, payload: '{"i":99}' }]);
      expect(await altered.json()).toEqual({ error: 'events[0].hash: does not fit the event' });
      const hole = await kiosk.send([fourth!, sixth!]);
      expect(await hole.json()).toEqual({ error: 'events[1].seq: must be 5' });
      expect((await kiosk.send([fourth!, fifth!, sixth!])).status).toBe(200);
    });

    test('two batches at the same moment are stored once, without a gap', async () => {
      const kiosk = await newKiosk();
      const events = chain(40);
      await Promise.all([1, 2, 3, 4].map(() => kiosk.send(events)));
      expect((await hubEvents()).map(({ seq }) => seq)).toEqual(
        events.map(({ seq }) => seq).reverse(),
      );
    });

    test('an event that the hub does not understand is put aside and acknowledged', async () => {
      const kiosk = await newKiosk();
      expect((await kiosk.send(chain(1, { type: 'from.the.future' }))).status).toBe(200);
      expect(await hubEvents()).toMatchObject([{ type: 'from.the.future', quarantined: true }]);
    });

    test('two kiosks of two banks see nothing of each other', async () => {
      const kiosk = await newKiosk();
      await kiosk.send(chain(2));
      const elsewhere = await admin<{ bankId: string }>('banks', { name: 'Elsewhere' });
      expect(await admin(`banks/${elsewhere.bankId}/events`)).toEqual({ events: [] });
      await put('contact.put', { id: 'ada', name: 'Ada' });
      const { code } = await admin<{ code: string }>(`banks/${elsewhere.bankId}/enrolment`, {});
      const stranger = await hubKiosk(url, code, () => now);
      const own = { kind: 'contact.put', payload: { id: 'bela', name: 'Bela' } };
      await admin(`banks/${elsewhere.bankId}/directives`, own);
      const reply = await stranger.ask('GET', '/directives?after=0');
      const { directives } = (await reply.json()) as { directives: object[] };
      expect(directives).toMatchObject([{ version: 1, payload: { id: 'bela' } }]);
    });

    test('instructions have increasing versions, also when issued at the same moment', async () => {
      const kiosk = await newKiosk();
      const versions = await Promise.all(
        Array.from({ length: 12 }, (_, i) => put('contact.put', { id: `c${i}`, name: 'C' })),
      );
      expect(versions.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
        versions.map((_, i) => i + 1),
      );
      const reply = await kiosk.ask('GET', '/directives?after=4');
      const { directives } = (await reply.json()) as { directives: { version: number }[] };
      expect(directives.map(({ version }) => version)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    });

    test('a long poll is answered when something is issued', async () => {
      const kiosk = await newKiosk();
      const waiting = kiosk.ask('GET', '/directives?after=0');
      await put('department.put', { id: 'd', name: 'Research' });
      const { directives } = (await (await waiting).json()) as { directives: object[] };
      expect(directives).toMatchObject([{ version: 1, kind: 'department.put' }]);
    });

    test('a document that no kiosk would take is refused here already, with every reason', async () => {
      const refused = await put('settings.put', { bankName: '', timers: { doorLeftOpen: 1 } });
      const reasons = (refused as unknown as { error: string[] }).error.join('\n');
      expect(reasons).toContain('bankName');
      expect(reasons).toContain('doorLeftOpen');
    });

    test('nothing is told without the administrator’s token', async () => {
      for (const token of ['', 'wrong', `${ADMIN}x`])
        expect(await admin('banks', undefined, token)).toEqual({
          error: 'the administrator token is needed',
        });
      expect((await fetch(`${url}/`)).status).toBe(401);
    });

    test('the page shows banks, lockers and events, and no name becomes markup', async () => {
      const kiosk = await newKiosk();
      await kiosk.send(chain(1, { note: '<script>alert(1)</script>' }));
      const signIn = await fetch(`${url}/?token=${ADMIN}`, { redirect: 'manual' });
      const cookie = signIn.headers.get('set-cookie') ?? '';
      expect(cookie).toMatch(/HttpOnly/i);
      const page = async (path: string): Promise<string> =>
        (await fetch(`${url}${path}`, { headers: { cookie: cookie.split(';')[0] ?? '' } })).text();
      const home = await page('/');
      expect(home).toContain('&#60;b&#62;Hall&#60;/b&#62; &#38; Co');
      const link = /href="([^"?]+)/.exec(home)?.[1] ?? '';
      const bank = await page(link);
      expect(bank).toContain('The kiosk started');
      expect(bank).not.toContain('<script>alert');
      expect(bank).toContain('&#60;script&#62;');
    });
  });
});
