import { nap, type Clock, type Nap } from '../../main/base/clock.ts';
import { echoLength, joined, receive, type Expect } from './exchange.ts';
import type { Line } from './line.ts';

/** Until bytes come, the line closes, or the nap is over. */
export async function somethingOn(line: Line, { over, end }: Nap): Promise<void> {
  line.onEvent = end;
  await over;
  line.onEvent = () => undefined;
}

export interface Collecting {
  readonly clock: Clock;
  readonly line: Line;
  readonly request: Uint8Array;
  readonly expect: Expect<unknown>;
  /** In ms from now. */
  readonly within: number;
  /** Whether the adapter echoes; null while nobody knows. */
  readonly echo: boolean | null;
  /** Only from a read: the reply to an unlock may look like its echo. */
  readonly learnEcho: boolean;
  readonly stopping: AbortSignal;
  readonly onBytes: (bytes: Uint8Array) => void;
}

export interface Collected {
  /** Null when its time is over. */
  readonly reply: unknown;
  readonly echo: boolean | null;
  /** Everything that came, an echo included. */
  readonly heard: Uint8Array;
  /** What was dropped before the reply, and what stands behind it or was never a reply. */
  readonly dropped: number;
  readonly rest: Uint8Array;
}

/** Reads until the reply is whole or its time is over. */
export async function collect(options: Collecting): Promise<Collected> {
  const { clock, line, request, expect, stopping } = options;
  const deadline = clock.monotonic() + options.within;
  let echo = options.echo;
  let rest: Uint8Array = new Uint8Array();
  let heard: Uint8Array = rest;
  let dropped = 0;
  let stripping = echo === true || (echo === null && options.learnEcho);
  while (line.closed === null && !stopping.aborted) {
    const fresh = line.take();
    if (fresh.length > 0) {
      options.onBytes(fresh);
      heard = joined(heard, fresh);
      rest = joined(rest, fresh);
      const ours = stripping ? echoLength(rest, request) : 0;
      if (ours !== 'more') {
        if (stripping) {
          echo ??= ours > 0;
          stripping = false;
          rest = rest.slice(ours);
        }
        const received = receive(rest, expect);
        dropped += received.dropped;
        rest = received.rest;
        if (received.reply !== null) return { reply: received.reply, echo, heard, dropped, rest };
      }
    }
    const left = deadline - clock.monotonic();
    if (left <= 0) break;
    await somethingOn(line, nap(clock, left));
  }
  return { reply: null, echo, heard, dropped, rest };
}
