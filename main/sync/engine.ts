import { sleep, type Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { MAX_BATCH_BYTES, MAX_EVENTS_PER_BATCH, type WireEvent } from '../contract/wire.ts';
import type { CursorReply } from '../contract/wire.ts';
import type { DirectiveEnvelope } from '../contract/directive.ts';
import type { HubClient, HubFault } from './hub-client.ts';
import { upStart, upStep, waitAfter, type UpEffect, type UpInput, type UpState } from './state.ts';

/** The log as the sync sees it. */
export interface Outbox {
  readonly logId: string;
  head(): number;
  eventsAfter(seq: number, limit: number): readonly WireEvent[];
  /** The hash of the event with this number; the id of the log for 0. */
  hashAt(seq: number): string | null;
  keepCursor(acked: number): void;
}

export interface Inbox {
  /** The version of the last directive. */
  cursor(): number;
  /** One transaction with its cursor. Bad content is recorded, never thrown. */
  apply(directive: DirectiveEnvelope): void;
  hubEpochSeen(epoch: string): void;
}

/** Two loops that do not know of each other: a stuck one never holds the other back. */
export interface SyncEngine {
  start(): void;
  stop(): Promise<void>;
  /** Something was committed. */
  wake(): void;
  status(): SyncStatus;
}

export interface SyncStatus {
  readonly up: UpState['phase'];
  readonly down: 'live' | 'polling' | 'waiting';
  readonly backlog: number;
  /** Monotonic ms of the hub's last answer. */
  readonly lastContact: number | null;
}

export interface SyncOptions {
  readonly client: HubClient;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly lastContact: () => number | null;
}

/** After this many broken streams in a row the next questions are long polls. */
const STREAMS_BEFORE_POLLING = 3;

export function createSync(options: SyncOptions): SyncEngine {
  const { client, outbox, inbox, clock, ids, log } = options;
  const stopping = new AbortController();
  let up: UpState = upStart.state;
  let down: SyncStatus['down'] = 'waiting';
  let acked = 0;
  let wakeUp: () => void = () => undefined;
  const pending: UpInput[] = [];
  let loops: Promise<unknown> = Promise.resolve();

  async function upLoop(): Promise<void> {
    let effects = upStart.effects;
    while (!stopping.signal.aborted) {
      const inputs: UpInput[] = [];
      for (const effect of effects) {
        const input = await perform(effect);
        if (input) inputs.push(input);
      }
      const input = inputs[0] ?? pending.shift() ?? (await committed());
      const step = upStep(up, input);
      if (step.state.phase === 'stopped' && up.phase !== 'stopped')
        log.error('sync up has stopped', { why: step.state.why });
      up = step.state;
      effects = step.effects;
      if (up.phase === 'stopped') return;
    }
  }

  /** Until something is committed; looks again now and then in case a wake was missed. */
  async function committed(): Promise<UpInput> {
    if (outbox.head() <= acked) {
      const woken = new AbortController();
      wakeUp = () => woken.abort();
      stopping.signal.addEventListener('abort', wakeUp, { once: true });
      await sleep(clock, LOOK_AGAIN_MS, woken.signal);
      wakeUp = () => undefined;
    }
    return { type: 'committed', head: outbox.head() };
  }

  async function perform(effect: UpEffect): Promise<UpInput | null> {
    switch (effect.do) {
      case 'keepCursor':
        acked = effect.acked;
        outbox.keepCursor(effect.acked);
        return null;
      case 'wait':
        await sleep(clock, waitAfter(effect.failures, chance(ids)), stopping.signal);
        return { type: 'waited' };
      case 'ask': {
        const answer = await client.cursor(outbox.logId);
        return answer.ok ? cursorInput(answer.value) : faultInput(answer.error);
      }
      case 'send': {
        const answer = await client.sendEvents(outbox.logId, batch(effect.after));
        if (!answer.ok) return faultInput(answer.error);
        inbox.hubEpochSeen(answer.value.hubEpoch);
        return { type: 'acked', acked: answer.value.acked, head: outbox.head() };
      }
    }
  }

  function cursorInput(reply: CursorReply): UpInput {
    inbox.hubEpochSeen(reply.hubEpoch);
    const ours = outbox.hashAt(reply.acked);
    const agrees = reply.acked === 0 || reply.ackedHash === null || ours === reply.ackedHash;
    return { type: 'cursor', acked: reply.acked, head: outbox.head(), agrees };
  }

  function faultInput(fault: HubFault): UpInput {
    if (fault.code !== 'conflict') {
      log.info('the hub was not reached', { message: fault.message });
      return { type: 'failed' };
    }
    if (fault.conflict.error === 'gap') return { type: 'gap' };
    return { type: 'contradiction', why: fault.conflict.error };
  }

  /** The next events without a gap, as many as one request may carry. */
  function batch(after: number): readonly WireEvent[] {
    const events = outbox.eventsAfter(after, MAX_EVENTS_PER_BATCH);
    let bytes = 0;
    const fitting = events.findIndex((event) => {
      bytes += event.payload.length + EVENT_OVERHEAD_BYTES;
      return bytes > MAX_BATCH_BYTES * COMPRESSION_AT_LEAST;
    });
    return fitting > 0 ? events.slice(0, fitting) : events;
  }

  async function downLoop(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const polling = failures >= STREAMS_BEFORE_POLLING;
      let came = false;
      down = polling ? 'polling' : 'live';
      const take = (directive: DirectiveEnvelope): void => {
        came = true;
        inbox.apply(directive);
      };
      const fault = polling
        ? await poll(take)
        : await client.followDirectives(inbox.cursor(), take, stopping.signal);
      if (stopping.signal.aborted) return;
      if (fault === null || came) failures = 0;
      else failures += 1;
      if (fault === null) continue;
      down = 'waiting';
      await sleep(clock, waitAfter(failures, chance(ids)), stopping.signal);
    }
  }

  async function poll(take: (directive: DirectiveEnvelope) => void): Promise<HubFault | null> {
    const answer = await client.pollDirectives(inbox.cursor(), stopping.signal);
    if (!answer.ok) return answer.error;
    answer.value.forEach(take);
    return null;
  }

  return {
    start() {
      loops = Promise.all([upLoop(), downLoop()]);
    },
    async stop() {
      stopping.abort();
      wakeUp();
      await loops;
    },
    wake: () => wakeUp(),
    status: () => ({
      up: up.phase,
      down,
      backlog: Math.max(0, outbox.head() - acked),
      lastContact: options.lastContact(),
    }),
  };
}

const LOOK_AGAIN_MS = 5_000;
const EVENT_OVERHEAD_BYTES = 360;
/** JSON of events shrinks at least by half; hashes hardly shrink. */
const COMPRESSION_AT_LEAST = 2;

/** 0 ≤ x < 1 from the source of chance. */
function chance(ids: Ids): number {
  const [high = 0, low = 0] = ids.bytes(2);
  return (high * 256 + low) / 65_536;
}
