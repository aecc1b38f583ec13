import {
  assign,
  raise,
  setup,
  type MachineContext,
  type NonReducibleUnknown,
  type UnknownActorLogic,
} from 'xstate';
import { attend, countDown, quietTime, type Attention } from './attention.ts';
import type { SessionEvent } from './events.ts';
import { delays, type Timers, type Wait } from './timeouts.ts';

interface AttentiveContext extends MachineContext {
  readonly attention: Attention;
  readonly timers: Timers;
}

type AttentiveGuards = Record<'waitsForNobody' | 'isCounted' | 'lastSecond', undefined>;
type AttentiveActions = Record<
  'attend' | 'attendAgain' | 'countDown' | 'timeUp' | 'attentionOver' | 'unexpected',
  undefined
> & { readonly attendFor: { readonly wait: Wait | 'none' } };

/**
 * The `setup` of every machine that waits for a person: all that `attentionRegion` asks for by name,
 * on the actors that the machine invokes. What is its own follows by `extend`.
 */
export function attentive<
  Input,
  Context extends AttentiveContext,
  Output extends NonReducibleUnknown,
>() {
  const paying = (attention: Attention): Partial<Context> => ({ attention }) as Partial<Context>;
  return <Actors extends Record<string, UnknownActorLogic>>(actors: Actors) =>
    setup<
      Context,
      SessionEvent,
      Actors,
      Record<never, never>,
      AttentiveActions,
      AttentiveGuards,
      'QUIET' | 'TICK',
      string,
      Input,
      Output
    >({
      // The compiler does not see that this is the same type.
      actors: actors as { [K in keyof Actors]: K extends keyof Actors ? Actors[K] : never },
      delays: {
        QUIET: ({ context }: { context: Context }) => quietTime(context),
        TICK: delays.TICK,
      },
      guards: {
        waitsForNobody: ({ event }) => event.type === 'attend' && event.wait === 'none',
        isCounted: ({ context }) => context.attention.secondsLeft > 0,
        lastSecond: ({ context }) => context.attention.secondsLeft <= 1,
      },
      actions: {
        attend: assign(({ context, event }) =>
          event.type === 'attend' ? paying(attend(context.timers, event.wait)) : {},
        ),
        attendAgain: assign(({ context }) =>
          paying(attend(context.timers, context.attention.wait)),
        ),
        countDown: assign(({ context }) => paying(countDown(context.attention))),
        timeUp: raise({ type: 'timeUp' }),
        attendFor: raise(
          (_, params: { wait: Wait | 'none' }) => ({ type: 'attend', ...params }) as const,
        ),
        attentionOver: raise({ type: 'over' }),
        /** Told to the log by whoever runs the machine. */
        unexpected: () => undefined,
      },
    });
}
