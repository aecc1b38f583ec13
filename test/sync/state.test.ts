import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { upStart, upStep, waitAfter, type UpInput, type UpState } from '../../main/sync/state.ts';

/** Walks that a good, bad and lying hub can make; the invariants stand above the type. */
const head = 50;
const inputs: fc.Arbitrary<UpInput> = fc.oneof(
  fc.record({
    type: fc.constant('cursor' as const),
    acked: fc.nat(60),
    head: fc.constant(head),
    agrees: fc.boolean(),
  }),
  fc.record({ type: fc.constant('committed' as const), head: fc.nat(head) }),
  fc.record({ type: fc.constant('acked' as const), acked: fc.nat(60), head: fc.constant(head) }),
  fc.constant({ type: 'failed' as const }),
  fc.constant({ type: 'gap' as const }),
  fc.constant({ type: 'waited' as const }),
  fc.record({
    type: fc.constant('contradiction' as const),
    why: fc.constantFrom('fork' as const, 'regressed' as const),
  }),
);
const ackedOf = (state: UpState): number | null =>
  state.phase === 'ready' || state.phase === 'sending' ? state.acked : null;

describe('sync up', () => {
  test('on every walk: asks first, sends after acked, never past our head, and asks again when unsure', () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 40 }), (walk) => {
        let { state } = upStart;
        let askedSinceUnsure = true;
        for (const input of walk) {
          const before = state;
          const { state: after, effects } = upStep(before, input);
          if (before.phase === 'stopped') expect(after).toEqual(before);
          if (input.type === 'failed' || input.type === 'gap') askedSinceUnsure = false;
          if (effects.some((effect) => effect.do === 'ask')) askedSinceUnsure = true;
          for (const effect of effects) {
            if (effect.do === 'keepCursor') expect(effect.acked).toBeLessThanOrEqual(head);
            if (effect.do !== 'send') continue;
            expect(askedSinceUnsure).toBe(true);
            expect(effect.after).toBe(ackedOf(after));
            expect(before.phase).not.toBe('waiting');
          }
          expect(effects.filter((effect) => effect.do === 'send').length).toBeLessThanOrEqual(1);
          const [was, is] = [ackedOf(before), ackedOf(after)];
          // Without asking anew, what the hub has only grows.
          if (was !== null && is !== null) expect(is).toBeGreaterThanOrEqual(was);
          state = after;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('from every state a hub that answers brings the log up, unless histories contradict', () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 20 }), (walk) => {
        let { state } = upStart;
        for (const input of walk) state = upStep(state, input).state;
        for (let turn = 0; turn < 8 && state.phase !== 'stopped'; turn += 1)
          state = upStep(state, kindAnswer(state)).state;
        expect(state.phase === 'stopped' || ackedOf(state) === head).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a hub that claims more than we have stops the sync instead of losing events', () => {
    expect(upStep(upStart.state, { type: 'cursor', acked: 51, head, agrees: true }).state).toEqual({
      phase: 'stopped',
      why: 'regressed',
    });
  });

  test('a restored hub is sent everything after its older cursor', () => {
    const { state, effects } = upStep(upStart.state, {
      type: 'cursor',
      acked: 7,
      head,
      agrees: true,
    });
    expect(state).toEqual({ phase: 'sending', acked: 7 });
    expect(effects).toContainEqual({ do: 'send', after: 7 });
  });
});

function kindAnswer(state: UpState): UpInput {
  if (state.phase === 'waiting') return { type: 'waited' };
  if (state.phase === 'asking') return { type: 'cursor', acked: 10, head, agrees: true };
  if (state.phase === 'sending') return { type: 'acked', acked: head, head };
  return { type: 'committed', head };
}

test('waiting has full jitter from one second to five minutes', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, chance) => {
      const wait = waitAfter(failures, chance);
      expect(wait).toBeGreaterThanOrEqual(1_000);
      expect(wait).toBeLessThanOrEqual(300_000);
    }),
  );
  expect(waitAfter(30, 0.999)).toBeGreaterThan(250_000);
});
