import { nap, sleep, type Clock } from '../../main/base/clock.ts';
import type { Unsubscribe } from '../../main/base/listeners.ts';
import type { Log } from '../../main/base/log.ts';
import type { DeviceHealth } from '../device.ts';
import type { Port, PortConnection } from '../port/port.ts';
import { stepInWords, type RecoveryStep } from '../recovery.ts';
import { supervise } from '../supervisor.ts';
import { collect, somethingOn } from './collect.ts';
import { receive, type Expect } from './exchange.ts';
import { frameLog, type FrameLog } from './frame-log.ts';
import { listenTo, type Line } from './line.ts';

/**
 * One engine for every request-and-response bus: one request in flight, a deadline on each, unlocks
 * ahead of polls but never into a flight, silence between transactions, late replies for nobody,
 * local echo found and stripped, and a port that is reopened for ever.
 */
export interface BusRequest<Reply> {
  readonly frame: Uint8Array;
  /** Null: the board does not answer this request. */
  readonly expect: Expect<Reply> | null;
  readonly priority: 'unlock' | 'poll';
  /** From the last byte written to the last byte of the reply, in ms. */
  readonly replyWithin: number;
  /** A late reply could be taken for the answer to the next request with this key. */
  readonly lateKey: string;
  /** How long after a missed deadline such a late reply may still come, in ms. */
  readonly lateFor: number;
  /** Monotonic ms after which the frame must not be written any more. */
  readonly notAfter?: number;
  readonly onSent?: (sentAt: number) => void;
  /** A second whole answer came: two boards have one address. */
  readonly onTwice?: () => void;
}

export type Exchange<Reply> =
  | { readonly outcome: 'reply'; readonly reply: Reply; readonly sentAt: number }
  /** No answer within its time, or none was to be expected. */
  | { readonly outcome: 'silent'; readonly sentAt: number; readonly heard: Uint8Array }
  | { readonly outcome: 'notSent'; readonly reason: 'tooLate' | 'lost'; readonly message: string };

export interface BusEngine {
  start(): void;
  stop(): Promise<void>;
  request<Reply>(request: BusRequest<Reply>): Promise<Exchange<Reply>>;
  readonly frames: FrameLog;
  health(): DeviceHealth;
  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe;
  /** The line works and something is wrong with what hangs on it; null when that is over. */
  degrade(reason: string | null): void;
  /** Bytes that belonged to no reply since the start. */
  droppedBytes(): number;
  /** Something is done to a line on which nobody answers; it stands in the frame log. */
  recover(step: RecoveryStep): void;
  /** Lets go of the port until `openPort`; `openPort` opens it anew in any case. */
  closePort(): Promise<void>;
  openPort(): void;
}

export interface BusEngineOptions {
  readonly port: Port;
  readonly clock: Clock;
  readonly log: Log;
  /** Least time between two unlock frames on the common supply, in ms. */
  readonly pulseGap: number;
  /** Between the last byte of one transaction and the first of the next, in ms. */
  readonly silence: number;
}

/** A write that takes longer has nobody to read it: the adapter is gone. */
const WRITE_WITHIN_MS = 500;
/** Timers count in whole milliseconds; a request is stale when its time is over, not at it. */
const TIMER_MS = 1;
/** With nothing to send the engine looks up this often, though a request wakes it. */
const IDLE_MS = 1_000;

const nothing = new Uint8Array();

interface Queued {
  readonly request: BusRequest<unknown>;
  readonly settle: (exchange: Exchange<unknown>) => void;
}

export function createBusEngine({
  port,
  clock,
  log,
  pulseGap,
  silence,
}: BusEngineOptions): BusEngine {
  const frames = frameLog();
  const queue: Queued[] = [];
  const lateUntil = new Map<string, number>();
  const supervisor = supervise<PortConnection>({
    port,
    clock,
    log,
    serve,
    whileLost: refuseAll,
  });
  let wake: () => void = () => undefined;
  let lastPulse = -Infinity;
  let lastByte = -Infinity;
  let dropped = 0;
  /** The request that was answered last; a second answer to it may follow. */
  let answered: BusRequest<unknown> | null = null;
  let open: PortConnection | null = null;

  /** Serves requests on one connection until it fails; gives the reason. */
  async function serve(connection: PortConnection, stopping: AbortSignal): Promise<string> {
    const line = listenTo(connection);
    open = connection;
    answered = null;
    // Whoever stops waits for no board.
    const cutOff = (): void => {
      wake();
      line.onEvent();
    };
    stopping.addEventListener('abort', cutOff, { once: true });
    let echo: boolean | null = null;
    while (!stopping.aborted) {
      if (line.closed !== null) return line.closed;
      const next = takeNext();
      if (!next) {
        await idle(line);
        continue;
      }
      const quietFor = lastByte + silence - clock.monotonic();
      if (quietFor > 0) await sleep(clock, quietFor, stopping);
      const over = line.closed ?? (stopping.aborted ? 'stopped' : null);
      if (over !== null) {
        next.settle({ outcome: 'notSent', reason: 'lost', message: over });
        return over;
      }
      discard(line.take());
      const { request } = next;
      const sentAt = clock.monotonic();
      if (request.notAfter !== undefined && sentAt > request.notAfter) {
        next.settle({
          outcome: 'notSent',
          reason: 'tooLate',
          message: 'the bus was busy too long',
        });
        continue;
      }
      const written = connection.write(request.frame);
      if (request.priority === 'unlock') lastPulse = sentAt;
      frames.add(sentAt, 'out', request.frame);
      request.onSent?.(sentAt);
      const failure = await withinWrite(written);
      if (failure !== null) {
        next.settle({ outcome: 'silent', sentAt, heard: nothing });
        return failure;
      }
      lastByte = clock.monotonic();
      if (request.expect === null) {
        next.settle({ outcome: 'silent', sentAt, heard: nothing });
        continue;
      }
      const { reply, heard, ...answer } = await collect({
        clock,
        line,
        request: request.frame,
        expect: request.expect,
        within: request.replyWithin,
        echo,
        learnEcho: request.priority === 'poll',
        stopping,
        onBytes(bytes) {
          lastByte = clock.monotonic();
          frames.add(lastByte, 'in', bytes);
        },
      });
      echo = answer.echo;
      dropped += answer.dropped;
      answered = reply === null ? null : request;
      discard(answer.rest);
      next.settle(
        reply === null ? { outcome: 'silent', sentAt, heard } : { outcome: 'reply', reply, sentAt },
      );
      if (reply === null) lateUntil.set(request.lateKey, clock.monotonic() + request.lateFor);
    }
    return 'stopped';
  }

  async function withinWrite(written: ReturnType<PortConnection['write']>): Promise<string | null> {
    const timeUp = nap(clock, WRITE_WITHIN_MS);
    const result = await Promise.race([written, timeUp.over.then(() => null)]);
    timeUp.end();
    if (result === null) return 'a write did not end: the adapter hangs';
    return result.ok ? null : result.error.message;
  }

  /** Bytes that nobody waits for: a late reply, noise, a board that talks by itself. */
  function discard(bytes: Uint8Array): void {
    dropped += bytes.length;
    frames.add(clock.monotonic(), 'dropped', bytes);
    if (answered?.expect && receive(bytes, answered.expect).reply !== null) answered.onTwice?.();
  }

  function takeNext(): Queued | null {
    const now = clock.monotonic();
    const ready = ({ request }: Queued): boolean => now >= readyAt(request);
    for (const item of queue.filter(({ request }) => now > (request.notAfter ?? Infinity))) {
      queue.splice(queue.indexOf(item), 1);
      item.settle({ outcome: 'notSent', reason: 'tooLate', message: 'the bus was busy too long' });
    }
    const unlock = queue.find((item) => item.request.priority === 'unlock' && ready(item));
    const next = unlock ?? queue.find(ready);
    if (!next) return null;
    queue.splice(queue.indexOf(next), 1);
    return next;
  }

  /** Not before a late reply to its like can come no more, nor before the supply has rested. */
  function readyAt({ lateKey, priority }: BusRequest<unknown>): number {
    const late = lateUntil.get(lateKey) ?? -Infinity;
    return priority === 'unlock' ? Math.max(late, lastPulse + pulseGap) : late;
  }

  /** Nothing can be sent now: waits for a request, the line, or a request that waits for its time. */
  async function idle(line: Line): Promise<void> {
    const now = clock.monotonic();
    // A stale request is refused as soon as it is stale: a person waits for that word.
    const next = queue.map(({ request }) =>
      Math.min(readyAt(request), (request.notAfter ?? Infinity) + TIMER_MS),
    );
    const soonest = Math.min(IDLE_MS, ...next.map((at) => at - now));
    const pause = nap(clock, Math.max(TIMER_MS, soonest));
    wake = pause.end;
    await somethingOn(line, pause);
    wake = () => undefined;
  }

  function refuseAll(message: string): void {
    for (const item of queue.splice(0))
      item.settle({ outcome: 'notSent', reason: 'lost', message });
  }

  return {
    frames,
    start: () => supervisor.start(),
    async stop() {
      await supervisor.stop();
      refuseAll('stopped');
    },
    request: <Reply>(request: BusRequest<Reply>) =>
      new Promise<Exchange<Reply>>((resolve) => {
        const health = supervisor.health();
        if (health.state === 'lost')
          return resolve({ outcome: 'notSent', reason: 'lost', message: health.reason });
        queue.push({
          request,
          settle: (exchange) => resolve(exchange as Exchange<Reply>),
        });
        wake();
      }),
    health: supervisor.health,
    onHealth: supervisor.onHealth,
    recover(step) {
      frames.note(clock.monotonic(), stepInWords[step]);
      if (step === 'flush') void open?.flush();
      if (step === 'reopen') supervisor.openAgain();
    },
    degrade: supervisor.degrade,
    droppedBytes: () => dropped,
    closePort: supervisor.close,
    openPort: supervisor.openAgain,
  };
}
