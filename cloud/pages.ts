import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { eventCatalogue } from '../main/contract/event.ts';
import { isAdmin } from './admin-api.ts';
import { banksWithKiosks } from './banks.ts';
import { latestEvents, lockersOf } from './events.ts';
import type { Hub } from './hub-context.ts';

/** Plain pages for a look: banks, their lockers, what happened. No script runs in them. */
const COOKIE = 'restante_hub';
const EVENTS_SHOWN = 100;

export function pages(app: FastifyInstance, hub: Hub): void {
  app.get('/', async (request, reply) => {
    const { token } = request.query as { token?: string };
    if (token !== undefined && isAdmin(token, hub))
      return reply
        .header('set-cookie', `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/`)
        .redirect('/');
    if (!signedIn(request)) return show(reply, 'Sign in', SIGN_IN, 401);
    const banks = await banksWithKiosks(hub.db);
    const rows = banks.map(
      (bank) =>
        `<tr><td><a href="/banks/${encodeURIComponent(bank.id)}">${escape(bank.name)}</a></td><td>${bank.kiosks.length}</td><td>${bank.kiosks.map((kiosk) => when(kiosk.lastSeen)).join('<br>') || '—'}</td></tr>`,
    );
    return show(
      reply,
      'Banks',
      `<table><thead><tr><th>Bank</th><th>Kiosks</th><th>Last heard</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
    );
  });

  app.get('/banks/:bank', async (request: FastifyRequest<{ Params: { bank: string } }>, reply) => {
    if (!signedIn(request)) return show(reply, 'Sign in', SIGN_IN, 401);
    const bank = (await banksWithKiosks(hub.db)).find((each) => each.id === request.params.bank);
    if (!bank) return show(reply, 'No such bank', '<p><a href="/">All banks</a></p>', 404);
    const kiosks = bank.kiosks.map((kiosk) => kiosk.id);
    const [lockers, events] = await Promise.all([
      lockersOf(hub.db, kiosks),
      latestEvents(hub.db, kiosks, { limit: EVENTS_SHOWN }),
    ]);
    const lockerRows = lockers.map(
      ({ locker, parcels, door, note }) =>
        `<tr><td>${locker}</td><td>${parcels.map(escape).join(', ') || '—'}</td><td>${escape(door ?? '—')}</td><td>${escape(note ?? '')}</td></tr>`,
    );
    const eventRows = events.map(
      ({ seq, at, type, payload }) =>
        `<tr><td>${seq}</td><td>${when(at)}</td><td>${escape(wordsOf(type))}</td><td><code>${escape(payload)}</code></td></tr>`,
    );
    return show(
      reply,
      bank.name,
      `<p><a href="/">All banks</a></p>
       <h2>Lockers with a story</h2>
       <table><thead><tr><th>Locker</th><th>Parcels</th><th>Door was last</th><th>Note</th></tr></thead><tbody>${lockerRows.join('')}</tbody></table>
       <h2>What happened</h2>
       <table><thead><tr><th>No.</th><th>At the kiosk</th><th>What</th><th>Details</th></tr></thead><tbody>${eventRows.join('')}</tbody></table>`,
    );
  });

  function signedIn(request: FastifyRequest): boolean {
    const found = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '');
    return isAdmin(found?.[1], hub);
  }
}

const SIGN_IN = `<form method="get" action="/"><label>Administrator token <input name="token" type="password" autocomplete="current-password" required></label> <button>Sign in</button></form>`;

function wordsOf(type: string): string {
  return type in eventCatalogue
    ? eventCatalogue[type as keyof typeof eventCatalogue].words
    : `${type} (not known to this hub)`;
}

function when(ms: number): string {
  return `<time>${new Date(ms).toISOString().replace('T', ' ').slice(0, 19)}</time>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `:root{color:#101413;background:#f6f5f0;font:1rem/1.5 system-ui,sans-serif}body{max-width:70rem;margin:2rem auto;padding:0 1.5rem}
h1{border-left:.4rem solid #0b5c55;padding-left:.8rem}table{border-collapse:collapse;width:100%;background:#fff;border:1px solid #c9cec9}
th,td{text-align:left;padding:.55rem .8rem;border-bottom:1px solid #e2e5e2;vertical-align:top}th{background:#eef1ee}code{font-size:.85em;word-break:break-all}
a{color:#0b5c55}td:first-child{font-variant-numeric:tabular-nums}input,button{font:inherit;padding:.5rem .8rem}`;

function show(reply: FastifyReply, title: string, body: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)} · Restante hub</title><style>${STYLE}</style></head><body><h1>${escape(title)}</h1>${body}</body></html>`,
    );
}
