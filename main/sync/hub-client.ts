import { gzipSync } from 'node:zlib';
import { createParser } from 'eventsource-parser';
import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { err, ok, type Result } from '../base/result.ts';
import {
  conflictReplySchema,
  cursorReplySchema,
  directivesReplySchema,
  enrolReplySchema,
  type ConflictReply,
  type CursorReply,
  type EnrolReply,
  type EnrolRequest,
  type WireEvent,
} from '../contract/wire.ts';
import { directiveEnvelopeSchema, type DirectiveEnvelope } from '../contract/directive.ts';
import { signRequest } from './signing.ts';

/** Speaks with the hub. Every call has a deadline; being offline is a value. */
export type HubFault =
  /** No answer, or an answer that cannot be read: what was sent may have been stored. */
  | { readonly code: 'offline'; readonly message: string }
  | { readonly code: 'refused'; readonly status: number; readonly message: string }
  | { readonly code: 'conflict'; readonly conflict: ConflictReply };

export interface HubClient {
  cursor(logId: string): Promise<Result<CursorReply, HubFault>>;
  sendEvents(logId: string, events: readonly WireEvent[]): Promise<Result<CursorReply, HubFault>>;
  /** Follows the stream until it ends or falls silent; resolves with why. */
  followDirectives(
    after: number,
    take: (directive: DirectiveEnvelope) => void,
    signal: AbortSignal,
  ): Promise<HubFault>;
  /** One long poll, for networks that hold streams back. */
  pollDirectives(
    after: number,
    signal: AbortSignal,
  ): Promise<Result<readonly DirectiveEnvelope[], HubFault>>;
}

export interface HubClientOptions {
  readonly url: string;
  readonly kioskId: string;
  readonly key: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Told at each answer: the hub's wall clock, in ms. */
  readonly heard: (serverTime: number | null) => void;
}

const ANSWER_WITHIN_MS = 15_000;
/** The hub says something at least every 15 s; a longer silence is a dead connection. */
const STREAM_SILENCE_MS = 45_000;
const LONG_POLL_MS = 40_000;
const NONCE_BYTES = 12;

export function createHubClient(options: HubClientOptions): HubClient {
  const { url, kioskId, key, clock, ids } = options;
  const base = `/v1/kiosks/${encodeURIComponent(kioskId)}`;
  /** The hub's clock minus ours, in ms; a wrong clock of ours locks nobody out. */
  let offset = 0;

  async function signed(
    method: string,
    path: string,
    body: Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      const authorization = await signRequest(key, kioskId, {
        method,
        path,
        body,
        time: Math.floor((clock.wall() + offset) / 1_000),
        nonce: Buffer.from(ids.bytes(NONCE_BYTES)).toString('base64url'),
      });
      const response = await fetch(new URL(path, url), {
        method,
        headers: { ...headers, authorization },
        signal,
        redirect: 'error',
        ...(method === 'GET' ? {} : { body }),
      });
      const serverTime = Number(response.headers.get('x-server-time') ?? Number.NaN);
      if (response.status !== 401 || tries > 1 || Number.isNaN(serverTime)) return response;
      offset = serverTime - clock.wall();
      await response.body?.cancel();
    }
  }

  async function call<T>(
    method: string,
    path: string,
    schema: z.ZodType<T>,
    body: unknown = null,
    within = ANSWER_WITHIN_MS,
    outer?: AbortSignal,
  ): Promise<Result<T, HubFault>> {
    const deadline = deadlineOf(clock, within, outer);
    try {
      const bytes =
        body === null ? new Uint8Array() : new Uint8Array(gzipSync(JSON.stringify(body)));
      const headers: Record<string, string> =
        body === null
          ? { accept: 'application/json' }
          : { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      return await answerOf(await signed(method, path, bytes, headers, deadline.signal), schema);
    } catch (error) {
      return err(offline(error));
    } finally {
      deadline.stop();
    }
  }

  async function told(
    answer: Promise<Result<CursorReply, HubFault>>,
  ): Promise<Result<CursorReply, HubFault>> {
    const reply = await answer;
    if (reply.ok) options.heard(reply.value.serverTime);
    return reply;
  }

  return {
    cursor: (logId) =>
      told(call('GET', `${base}/cursor?logId=${encodeURIComponent(logId)}`, cursorReplySchema)),
    sendEvents: (logId, events) =>
      told(call('POST', `${base}/events`, cursorReplySchema, { logId, events })),
    async followDirectives(after, take, signal) {
      const silence = deadlineOf(clock, STREAM_SILENCE_MS, signal);
      try {
        const response = await signed(
          'GET',
          `${base}/directives?after=${after}`,
          new Uint8Array(),
          { accept: 'text/event-stream' },
          silence.signal,
        );
        if (!response.ok || !response.body) {
          const answer = await answerOf(response, directivesReplySchema);
          return answer.ok ? offline(new Error('no stream')) : answer.error;
        }
        const parser = createParser({
          onEvent: (event) => take(directiveEnvelopeSchema.parse(JSON.parse(event.data))),
        });
        const decoder = new TextDecoder();
        for await (const chunk of response.body) {
          silence.again();
          options.heard(null);
          parser.feed(decoder.decode(chunk, { stream: true }));
        }
        return offline(new Error('the stream ended'));
      } catch (error) {
        return offline(error);
      } finally {
        silence.stop();
      }
    },
    async pollDirectives(after, signal) {
      const path = `${base}/directives?after=${after}`;
      const answer = await call('GET', path, directivesReplySchema, null, LONG_POLL_MS, signal);
      if (answer.ok) options.heard(null);
      return answer.ok ? ok(answer.value.directives) : answer;
    },
  };
}

/** Binds this kiosk's key to a bank, with a one-time code. */
export async function enrol(
  url: string,
  request: EnrolRequest,
  clock: Clock,
): Promise<Result<EnrolReply, HubFault>> {
  const deadline = deadlineOf(clock, ANSWER_WITHIN_MS);
  try {
    const response = await fetch(new URL('/v1/enrol', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: deadline.signal,
      redirect: 'error',
    });
    return await answerOf(response, enrolReplySchema);
  } catch (error) {
    return err(offline(error));
  } finally {
    deadline.stop();
  }
}

async function answerOf<T>(response: Response, schema: z.ZodType<T>): Promise<Result<T, HubFault>> {
  const text = await response.text();
  if (response.status === 409) {
    const conflict = conflictReplySchema.safeParse(JSON.parse(text));
    if (conflict.success) return err({ code: 'conflict', conflict: conflict.data });
  }
  if (response.status >= 500)
    return err({ code: 'offline', message: `the hub says ${response.status}` });
  if (!response.ok)
    return err({ code: 'refused', status: response.status, message: text.slice(0, 500) });
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return ok(parsed.data);
  return err({
    code: 'offline',
    message: `an answer that cannot be read: ${parsed.error.message}`,
  });
}

function offline(error: unknown): HubFault {
  const cause =
    error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return {
    code: 'offline',
    message: `${error instanceof Error ? error.message : String(error)}${cause}`,
  };
}

function deadlineOf(
  clock: Clock,
  ms: number,
  outer?: AbortSignal,
): { readonly signal: AbortSignal; again(): void; stop(): void } {
  const over = new AbortController();
  const expire = (): void => over.abort(new Error('no answer in time'));
  let timer = clock.setTimeout(expire, ms);
  const stopped = (): void => over.abort(new Error('stopped'));
  if (outer?.aborted) stopped();
  outer?.addEventListener('abort', stopped);
  return {
    signal: over.signal,
    again() {
      clock.clearTimeout(timer);
      timer = clock.setTimeout(expire, ms);
    },
    stop() {
      clock.clearTimeout(timer);
      outer?.removeEventListener('abort', stopped);
    },
  };
}
