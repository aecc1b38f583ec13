import { createActor } from 'xstate';
import { describe, expect, test } from 'vitest';
import { audioDelays, audioMachine, type AudioEvent } from '../../main/audio/machine.ts';
import { TestClock } from '../support/test-clock.ts';

/** Every order of up to three events, and then some, so every state: what must hold whatever happened before. */
const events: readonly AudioEvent['type'][] = [
  'plugged',
  'unplugged',
  'key',
  'touched',
  'doorOpened',
  'sessionEnded',
  'rested',
];

interface Run {
  readonly state: string;
  readonly done: readonly string[];
  send(type: AudioEvent['type']): void;
  readonly clock: TestClock;
}

function run(before: readonly AudioEvent['type'][], inSession: boolean): Run {
  const clock = new TestClock();
  const done: string[] = [];
  const note = (name: string) => (): void => void done.push(name);
  const machine = audioMachine.provide({
    actions: {
      start: note('start'),
      goOn: note('goOn'),
      silence: note('silence'),
      askAgain: note('askAgain'),
      safeEnd: note('safeEnd'),
      reset: note('reset'),
      letGo: note('letGo'),
    },
  });
  const actor = createActor(machine, { clock, input: { inSession: () => inSession } });
  actor.start();
  const send = (type: AudioEvent['type']): void => actor.send({ type });
  before.forEach(send);
  done.length = 0;
  return {
    send,
    done,
    clock,
    get state() {
      return JSON.stringify(actor.getSnapshot().value);
    },
  };
}

function orders(length: number): readonly (readonly AudioEvent['type'][])[] {
  if (length === 0) return [[]];
  const shorter = orders(length - 1);
  return [...shorter, ...shorter.filter((order) => order.length === length - 1).flatMap(longer)];
}
const longer = (order: readonly AudioEvent['type'][]) => events.map((event) => [...order, event]);
const all = orders(3);

describe.each([true, false])('whatever happened before (in a session: %s)', (inSession) => {
  test('JACK: pulling the plug while somebody listens silences at once, and nobody listens then', () => {
    for (const order of all) {
      const it = run(order, inSession);
      if (it.state !== '"on"') continue;
      it.send('unplugged');
      expect(it.done, order.join()).toContain('silence');
      expect(it.state, order.join()).not.toBe('"on"');
    }
  });

  test('no trap: with headphones and a key somebody listens again', () => {
    for (const order of all) {
      const it = run(order, inSession);
      it.send('plugged');
      it.send('key');
      expect(it.state, order.join()).toBe('"on"');
    }
  });

  test('frozen for 30 s ends the session once and forgets; not before', async () => {
    for (const order of all.filter((each) => each.length <= 2)) {
      const it = run(order, inSession);
      if (!it.state.includes('frozen')) continue;
      await it.clock.step(audioDelays.SLIPPED + audioDelays.GONE - 1);
      expect(it.done, order.join()).not.toContain('safeEnd');
      await it.clock.step(1);
      expect(it.done.filter((what) => what === 'safeEnd')).toHaveLength(1);
      expect(it.done).toContain('reset');
      expect(it.state).toBe('"off"');
    }
  });

  test('RESET: the end of a session forgets how this person listened', () => {
    for (const order of all.filter((each) => each.length <= 2)) {
      const it = run(order, inSession);
      it.send('sessionEnded');
      expect(it.done, order.join()).toContain('reset');
    }
  });
});

test('before a door opened the plug freezes, after it the person walks', () => {
  expect(run(['plugged', 'unplugged'], true).state).toBe('{"frozen":"slipped"}');
  expect(run(['plugged', 'doorOpened', 'unplugged'], true).state).toBe('"away"');
  expect(run(['plugged', 'doorOpened', 'sessionEnded', 'unplugged'], false).state).toBe('"off"');
});
