import { gunzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DirectiveEnvelope } from '../main/contract/directive.ts';
import { checked, problemText } from '../main/contract/problems.ts';
import {
  enrolRequestSchema,
  eventsRequestSchema,
  type EventsRequest,
  type EnrolRequest,
} from '../main/contract/wire.ts';
import { directivesAfter, enrolKiosk } from './banks.ts';
import { cursorOf, storeEvents, type Cursor } from './events.ts';
import type { Hub } from './hub-context.ts';
import type { KioskIdentity } from './kiosk-auth.ts';

/** What kiosks ask: enrolment, events up, directives down. */
const LARGEST_BODY_BYTES = 8 * 1_024 * 1_024;
const HEARTBEAT_MS = 15_000;
const LONG_POLL_MS = 25_000;
const PAGE = 500;

type KioskRequest = FastifyRequest<{ Params: { id: string } }>;

export function kioskApi(app: FastifyInstance, hub: Hub): void {
  app.post('/v1/enrol', async (request, reply) => {
    const body = checked<EnrolRequest>(enrolRequestSchema, jsonOf(request));
    if (!body.ok) return reply.code(400).send({ error: body.error.map(problemText) });
    const enrolled = await enrolKiosk(hub.db, body.value, hub.now());
    if (!enrolled.ok) return reply.code(403).send({ error: `this code is ${enrolled.error}` });
    return { ...enrolled.value, hubEpoch: hub.epoch, serverTime: hub.now() };
  });

  app.get('/v1/kiosks/:id/cursor', async (request: KioskRequest, reply) => {
    const who = await identify(request, reply);
    if (!who) return reply;
    const { logId = '' } = request.query as { logId?: string };
    return cursorReply(logId, await cursorOf(hub.db, who.kioskId, logId));
  });

  app.post('/v1/kiosks/:id/events', async (request: KioskRequest, reply) => {
    const who = await identify(request, reply);
    if (!who) return reply;
    const body = checked<EventsRequest>(eventsRequestSchema, jsonOf(request));
    if (!body.ok) return reply.code(400).send({ error: body.error.map(problemText) });
    const { logId, events } = body.value;
    const stored = await storeEvents(hub.db, who.kioskId, logId, events, hub.now());
    if (!stored.ok) return reply.code(stored.error.status).send(stored.error.body);
    return cursorReply(logId, stored.value);
  });

  app.get('/v1/kiosks/:id/directives', async (request: KioskRequest, reply) => {
    const who = await identify(request, reply);
    if (!who) return reply;
    const after = Number((request.query as { after?: string }).after ?? 0);
    if (!Number.isInteger(after) || after < 0)
      return reply.code(400).send({ error: 'after: must be a whole number' });
    if (request.headers.accept === 'text/event-stream') return stream(who, after, reply);
    let directives = await directivesAfter(hub.db, who.bankId, after, PAGE);
    if (directives.length === 0) {
      await hub.changed(who.bankId, LONG_POLL_MS);
      directives = await directivesAfter(hub.db, who.bankId, after, PAGE);
    }
    return { hubEpoch: hub.epoch, directives };
  });

  async function stream(
    who: KioskIdentity,
    after: number,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-server-time': String(hub.now()),
    });
    raw.write(': welcome\n\n');
    let open = true;
    raw.on('close', () => (open = false));
    for (let seen = after; open && !hub.closing();) {
      const page: readonly DirectiveEnvelope[] = await directivesAfter(
        hub.db,
        who.bankId,
        seen,
        PAGE,
      );
      for (const directive of page) {
        raw.write(`id: ${directive.version}\ndata: ${JSON.stringify(directive)}\n\n`);
        seen = directive.version;
      }
      if (page.length < PAGE) {
        await hub.changed(who.bankId, HEARTBEAT_MS);
        if (open) raw.write(': still here\n\n');
      }
    }
    raw.end();
    return reply;
  }

  async function identify(
    request: KioskRequest,
    reply: FastifyReply,
  ): Promise<KioskIdentity | null> {
    const who = await hub.auth.check(
      {
        authorization: request.headers.authorization,
        method: request.method,
        path: request.url,
        body: bytesOf(request),
      },
      request.params.id,
    );
    if (who.ok) return who.value;
    await reply.code(401).send({ error: who.error });
    return null;
  }

  function cursorReply(logId: string, cursor: Cursor) {
    return { hubEpoch: hub.epoch, logId, ...cursor, serverTime: hub.now() };
  }
}

function bytesOf(request: FastifyRequest): Uint8Array {
  return Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
}

/** The body as JSON; what cannot be read is null and fails its schema by name. */
export function jsonOf(request: FastifyRequest): unknown {
  try {
    const bytes = bytesOf(request);
    const packed = request.headers['content-encoding'] === 'gzip';
    const text = packed ? gunzipSync(bytes, { maxOutputLength: LARGEST_BODY_BYTES }) : bytes;
    return JSON.parse(Buffer.from(text).toString('utf8'));
  } catch {
    return null;
  }
}
