import { randomBytes } from 'node:crypto';
import { eventHash } from '../../main/base/event-hash.ts';
import type { WireEvent } from '../../main/contract/wire.ts';
import { createKioskKey, publicPart, signRequest } from '../../main/sync/signing.ts';

/** A kiosk's voice at a hub, for trying what a kiosk would never say. */
export interface HubKiosk {
  readonly kioskId: string;
  readonly logId: string;
  ask(method: string, path: string, body?: unknown, more?: Tampering): Promise<Response>;
  send(events: readonly WireEvent[], more?: Tampering): Promise<Response>;
}

export interface Tampering {
  /** Seconds off the hub's clock. */
  readonly late?: number;
  readonly nonce?: string;
  readonly sentBody?: unknown;
  readonly asKiosk?: string;
  readonly key?: string;
}

export const lockers = [{ number: 1, size: 'small', x: 0, width: 45, bottom: 0, top: 40 }];

export function enrol(url: string, request: object): Promise<Response> {
  return fetch(`${url}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
}

export async function enrolRequest(code: string, key: string): Promise<object> {
  return {
    code,
    publicKey: publicPart(key),
    logId: 'log_test',
    bankName: 'Hall',
    software: 'test',
    lockers,
  };
}

export async function hubKiosk(url: string, code: string, now: () => number): Promise<HubKiosk> {
  const key = await createKioskKey();
  const reply = await enrol(url, await enrolRequest(code, key));
  const { kioskId } = (await reply.json()) as { kioskId: string };
  const logId = 'log_test';
  async function ask(
    method: string,
    path: string,
    body?: unknown,
    more: Tampering = {},
  ): Promise<Response> {
    const full = `/v1/kiosks/${more.asKiosk ?? kioskId}${path}`;
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const authorization = await signRequest(more.key ?? key, kioskId, {
      method,
      path: full,
      body: bytes,
      time: Math.floor(now() / 1_000) - (more.late ?? 0),
      nonce: more.nonce ?? randomBytes(12).toString('base64url'),
    });
    const sent = more.sentBody === undefined ? bytes : Buffer.from(JSON.stringify(more.sentBody));
    return fetch(`${url}${full}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: sent }),
    });
  }
  return {
    kioskId,
    logId,
    ask,
    send: (events, more) => ask('POST', '/events', { logId, events }, more),
  };
}

/** Events as a kiosk would have chained them, from `first` on. */
export function chain(
  count: number,
  options: {
    readonly type?: string;
    readonly after?: WireEvent | null;
    readonly note?: string;
  } = {},
): readonly WireEvent[] {
  const events: WireEvent[] = [];
  let last = options.after ?? null;
  for (let i = 0; i < count; i += 1) {
    const body = {
      seq: (last?.seq ?? 0) + 1,
      type: options.type ?? 'kiosk.started',
      version: 1,
      at: 1_000 + i,
      mono: i,
      bootId: 'boot',
      sessionId: null,
      payload: JSON.stringify({ i, note: options.note ?? '' }),
    };
    const prevHash: string = last?.hash ?? 'log_test';
    last = { ...body, prevHash, hash: eventHash(prevHash, body) };
    events.push(last);
  }
  return events;
}
