import { err, ok } from '../../main/base/result.ts';
import type { DirectiveEnvelope } from '../../main/contract/directive.ts';
import type { CursorReply, WireEvent } from '../../main/contract/wire.ts';
import type { HubClient, HubFault } from '../../main/sync/hub-client.ts';

/** A hub in memory that fails on demand: before it stores, after it has stored, or by lying. */
export interface FakeHub {
  readonly client: HubClient;
  readonly stored: readonly WireEvent[];
  /** Every batch that came, as [first, last]. */
  readonly batches: readonly (readonly [number, number])[];
  failNext(n: number): void;
  /** Stores, then the answer is lost. */
  loseNextAnswers(n: number): void;
  claimNext(acked: number): void;
  /** Restored from a backup that ends here. */
  restoreTo(seq: number): void;
  rewrite(seq: number): void;
  issue(directive: DirectiveEnvelope): void;
  breakStreams(on: boolean): void;
}

const offline: HubFault = { code: 'offline', message: 'no answer' };

export function fakeHub(): FakeHub {
  let stored: WireEvent[] = [];
  const batches: (readonly [number, number])[] = [];
  const directives: DirectiveEnvelope[] = [];
  const listeners = new Set<(directive: DirectiveEnvelope) => void>();
  let failures = 0;
  let lost = 0;
  let claim: number | null = null;
  let epoch = 1;
  let streamsBroken = false;

  function reply(logId: string): CursorReply {
    const acked = claim ?? stored.length;
    claim = null;
    return {
      hubEpoch: `epoch-${epoch}`,
      logId,
      acked,
      ackedHash: stored[acked - 1]?.hash ?? null,
      serverTime: 0,
    };
  }

  const client: HubClient = {
    async cursor(logId) {
      if (failures > 0) {
        failures -= 1;
        return err(offline);
      }
      return ok(reply(logId));
    },
    async sendEvents(logId, events) {
      const [first, last] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0];
      batches.push([first, last]);
      if (failures > 0) {
        failures -= 1;
        return err(offline);
      }
      if (first > stored.length + 1)
        return err({ code: 'conflict', conflict: { error: 'gap', expected: stored.length + 1 } });
      const other = events.find(({ seq, hash }) => (stored[seq - 1]?.hash ?? hash) !== hash);
      if (other) return err({ code: 'conflict', conflict: { error: 'fork', seq: other.seq } });
      stored.push(...events.filter(({ seq }) => seq > stored.length));
      if (lost > 0) {
        lost -= 1;
        return err(offline);
      }
      return ok(reply(logId));
    },
    async followDirectives(after, take, signal) {
      if (streamsBroken) return offline;
      for (const directive of directives.filter(({ version }) => version > after)) take(directive);
      listeners.add(take);
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      listeners.delete(take);
      return offline;
    },
    async pollDirectives(after) {
      return ok(directives.filter(({ version }) => version > after));
    },
  };
  return {
    client,
    get stored() {
      return stored;
    },
    batches,
    failNext: (n) => (failures = n),
    loseNextAnswers: (n) => (lost = n),
    claimNext: (acked) => (claim = acked),
    restoreTo(seq) {
      stored = stored.slice(0, seq);
      epoch += 1;
    },
    rewrite(seq) {
      stored = stored.map((event) => (event.seq === seq ? { ...event, hash: 'other' } : event));
    },
    issue(directive) {
      directives.push(directive);
      for (const take of listeners) take(directive);
    },
    breakStreams: (on) => (streamsBroken = on),
  };
}

/** The client of one process: once that is killed, no call of it ever comes back. */
export function mortalClient(client: HubClient, alive: () => boolean): HubClient {
  const whileAlive = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    return alive() ? value : await new Promise<T>(() => undefined);
  };
  return {
    cursor: (logId) => whileAlive(client.cursor(logId)),
    sendEvents: (logId, events) => whileAlive(client.sendEvents(logId, events)),
    followDirectives: (after, take, signal) =>
      whileAlive(client.followDirectives(after, (each) => void (alive() && take(each)), signal)),
    pollDirectives: (after, signal) => whileAlive(client.pollDirectives(after, signal)),
  };
}
