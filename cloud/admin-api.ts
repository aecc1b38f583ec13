import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { directiveBodySchema, type DirectiveBody } from '../main/contract/directive.ts';
import { checked, problemText } from '../main/contract/problems.ts';
import { banksWithKiosks, createBank, createEnrolmentCode, issueDirective } from './banks.ts';
import { latestEvents, lockersOf } from './events.ts';
import type { Hub } from './hub-context.ts';
import { jsonOf } from './kiosk-api.ts';

/** What administrators' programs ask, with the token as bearer. */
const bankSchema = z.strictObject({ name: z.string().min(1).max(60) });
const LARGEST_PAGE = 500;

type BankRequest = FastifyRequest<{ Params: { bank: string } }>;

export function adminApi(app: FastifyInstance, hub: Hub): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v1/admin/')) return;
    const given = request.headers.authorization?.replace(/^Bearer /, '');
    if (!isAdmin(given, hub))
      await reply.code(401).send({ error: 'the administrator token is needed' });
  });

  app.get('/v1/admin/banks', async () => ({ banks: await banksWithKiosks(hub.db) }));

  app.post('/v1/admin/banks', async (request, reply) => {
    const body = checked(bankSchema, jsonOf(request));
    if (!body.ok) return reply.code(400).send({ error: body.error.map(problemText) });
    return { bankId: await createBank(hub.db, body.value.name, hub.now()) };
  });

  app.post('/v1/admin/banks/:bank/enrolment', async (request: BankRequest, reply) => {
    if (!(await kiosksOf(request.params.bank)))
      return reply.code(404).send({ error: 'no such bank' });
    return { code: await createEnrolmentCode(hub.db, request.params.bank, hub.now()) };
  });

  app.post('/v1/admin/banks/:bank/directives', async (request: BankRequest, reply) => {
    const body = checked<DirectiveBody>(directiveBodySchema, jsonOf(request));
    if (!body.ok) return reply.code(400).send({ error: body.error.map(problemText) });
    const version = await issueDirective(hub.db, request.params.bank, body.value, hub.now());
    if (version === null) return reply.code(404).send({ error: 'no such bank' });
    hub.tell(request.params.bank);
    return { version };
  });

  app.get('/v1/admin/banks/:bank/lockers', async (request: BankRequest, reply) => {
    const kiosks = await kiosksOf(request.params.bank);
    if (!kiosks) return reply.code(404).send({ error: 'no such bank' });
    return { lockers: await lockersOf(hub.db, kiosks) };
  });

  app.get('/v1/admin/banks/:bank/events', async (request: BankRequest, reply) => {
    const kiosks = await kiosksOf(request.params.bank);
    if (!kiosks) return reply.code(404).send({ error: 'no such bank' });
    const { type, before, limit } = request.query as Record<string, string | undefined>;
    const events = await latestEvents(hub.db, kiosks, {
      type,
      before: before === undefined ? undefined : Number(before),
      limit: Math.min(Number(limit ?? 100) || 100, LARGEST_PAGE),
    });
    return {
      events: events.map((event) => ({ ...event, payload: JSON.parse(event.payload) as unknown })),
    };
  });

  async function kiosksOf(bankId: string): Promise<readonly string[] | null> {
    const bank = (await banksWithKiosks(hub.db)).find((each) => each.id === bankId);
    return bank ? bank.kiosks.map((kiosk) => kiosk.id) : null;
  }
}

export function isAdmin(given: string | undefined, hub: Hub): boolean {
  const one = Buffer.from(given ?? '');
  const other = Buffer.from(hub.adminToken);
  return one.length === other.length && timingSafeEqual(one, other);
}
