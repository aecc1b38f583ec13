import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { defaultSettings } from '../../main/contract/settings.ts';
import { placeOf } from '../../main/locker/place.ts';
import { operationMoves, type OperationState } from '../../main/door/operation.ts';
import { presses } from '../../main/session/events.ts';
import { say } from '../../main/session/messages.ts';
import { visitMachine, type VisitSnapshot } from '../../main/session/visit.ts';
import { visitScreen } from '../../main/session/visit-screens.ts';
import { deadEnds, explore } from '../support/machine-paths.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

const cabinet = smallCabinet();
const bank = {
  support: 'Reception, extension 12',
  placeOf: (number: number) => placeOf(cabinet.lockers[number - 1] as never, cabinet),
};

const doorEvents: readonly EventObject[] = (Object.keys(operationMoves) as OperationState[]).map(
  (state) => ({ type: 'door', state }),
);
const everyPress: readonly EventObject[] = presses.flatMap((press) =>
  (press === 'open' || press === 'reopen' ? ['1', '2', '99'] : ['']).map((arg) => ({
    type: `press.${press}`,
    arg,
  })),
);
const everyEvent: readonly EventObject[] = [
  ...everyPress,
  ...doorEvents,
  { type: 'activity' },
  { type: 'badge', text: '04A1' } as EventObject,
  { type: 'doorsAnswer', anyDoor: false, at: 0 } as EventObject,
];

function keyOf(snapshot: AnyMachineSnapshot): string {
  const { attention, operationId, refusal, doorUnknown, reported, wish, result } = (
    snapshot as VisitSnapshot
  ).context;
  return JSON.stringify([
    snapshot.value,
    snapshot.status,
    attention.wait,
    attention.secondsLeft,
    operationId,
    refusal,
    doorUnknown,
    reported,
    wish,
    result,
  ]);
}

const refusals = ['busy', 'boardLost', 'notAuthorised', 'outOfService', 'tooLate', 'unknownLocker'];

const explored = explore({
  machine: visitMachine,
  input: {
    question: {
      sessionId: 'ses_1',
      contactId: 'ada',
      purpose: 'pickup',
      locker: 1,
      parcelIds: ['p1'],
    },
    timers: defaultSettings.timers,
    words: {
      screen: 'takeParcel',
      openTitle: 'take.title',
      openBody: 'take.body',
      closeBody: 'close.body',
      didNotOpen: 'didNotOpen.body',
      unknown: 'unknown.body',
      help: 'help.door',
    },
    wait: 'afterPickup',
    others: true,
    maySay: true,
    wishes: [{ press: 'others', label: 'action.others' }],
  },
  events: () => everyEvent,
  outcomes: {
    openDoor: [
      { verdict: 'opened', operationId: 'op_1' },
      { verdict: 'didNotOpen', operationId: 'op_1' },
      { verdict: 'unknown', operationId: 'op_1' },
      ...refusals.map((reason) => ({ verdict: 'refused', reason })),
    ],
  },
  keyOf,
  shorten: ({ attention, ...rest }: VisitSnapshot['context']) => ({
    ...rest,
    attention: { ...attention, secondsLeft: Math.min(attention.secondsLeft, 2) },
  }),
  limit: 20_000,
});

const snapshots = [...explored.states.values()] as VisitSnapshot[];

describe('every path of a visit to a door', () => {
  test('is walked', () => {
    console.log(`visit: ${explored.states.size} states, ${explored.edges.length} transitions`);
    expect(explored.states.size).toBeGreaterThan(50);
    const names = new Set(snapshots.map((snapshot) => visitScreen(snapshot, bank).name));
    for (const name of [
      'opening',
      'takeParcel',
      'closeDoor',
      'leftOpen',
      'didNotOpen',
      'doorUnknown',
      'reported',
      'refused',
    ])
      expect(names).toContain(name);
  });

  test('[F45] every state has a title and help, and says it in words', () => {
    for (const snapshot of snapshots.filter((each) => each.status === 'active')) {
      const screen = visitScreen(snapshot, bank);
      expect(screen.name, keyOf(snapshot)).not.toBe('pleaseWait');
      for (const phrase of [screen.title, ...screen.lines.map((line) => line.phrase)])
        expect(say(phrase, 'en').text).toMatch(/\S/);
      expect(say({ key: screen.help }, 'en').text).toMatch(/\S/);
      for (const item of screen.items) expect(say(item.label, 'en').text).toMatch(/\S/);
    }
  });

  test('every state has a way out by time or by what the door does, and one by the person', () => {
    for (const snapshot of snapshots.filter((each) => each.status === 'active')) {
      const screen = visitScreen(snapshot, bank);
      const moving = snapshot.matches({ story: 'opening' });
      const open = snapshot.matches({ story: 'doorOpen' });
      const timed = screen.attention.wait !== 'none';
      expect(moving || open || timed, `no way out by time: ${keyOf(snapshot)}`).toBe(true);
      const leaves = screen.items.some((item) => ['leave', 'finish'].includes(item.press));
      // While a door moves or stands open, the way out is the door itself: closing it.
      expect(moving || open || leaves, `no way out by the person: ${keyOf(snapshot)}`).toBe(true);
    }
  });

  test('no state is a dead end: the visit can end from each', () => {
    const ends = (key: string): boolean => explored.states.get(key)?.status === 'done';
    expect(deadEnds(explored, ends)).toEqual([]);
  });

  test('while a door is being asked, nothing but its verdict leads on', () => {
    for (const { from, event, to } of explored.edges) {
      const snapshot = explored.states.get(from) as VisitSnapshot;
      if (!snapshot.matches({ story: 'opening' })) continue;
      if (event.startsWith('xstate.done.actor')) continue;
      expect((explored.states.get(to) as VisitSnapshot).matches({ story: 'opening' })).toBe(true);
    }
  });

  test('a visit never ends over its open door, except after the alarm', () => {
    for (const { from, to } of explored.edges) {
      const before = explored.states.get(from) as VisitSnapshot;
      const after = explored.states.get(to) as VisitSnapshot;
      if (!before.matches({ story: 'doorOpen' }) || after.status !== 'done') continue;
      if (after.context.result !== 'closed')
        expect(before.matches({ story: { doorOpen: 'leftOpen' } }), from).toBe(true);
      expect(['closed', 'alarm', 'said']).toContain(after.context.result);
    }
  });

  test("what is said of a door that stays shut is about what lies there, and of nobody else's parcel", () => {
    for (const snapshot of snapshots.filter((each) => each.status === 'active')) {
      const keys = visitScreen(snapshot, bank).lines.map(({ phrase }) => phrase.key);
      expect(keys).not.toContain('safe.parcel');
      const { context } = snapshot;
      const words = { ...context.words, safe: 'safe.things' } as const;
      const told = Object.assign(Object.create(snapshot) as VisitSnapshot, {
        context: { ...context, words },
      });
      const lines = visitScreen(told, bank).lines.map(({ phrase }) => phrase.key);
      const worried =
        snapshot.matches({ story: { notSeenOpen: 'reported' } }) ||
        ['boardLost', 'outOfService', 'unknownLocker'].includes(
          snapshot.matches({ story: 'refused' }) ? String(context.refusal) : '',
        );
      expect(lines.includes('safe.things'), JSON.stringify(snapshot.value)).toBe(worried);
    }
  });

  test('every item on a screen does something there', () => {
    const untaken = new Set(explored.unexpected.map(({ from, event }) => `${event} ${from}`));
    for (const [key, each] of explored.states) {
      const snapshot = each as VisitSnapshot;
      if (snapshot.status !== 'active') continue;
      for (const item of visitScreen(snapshot, bank).items.filter(({ arg }) => arg === undefined))
        expect(untaken.has(`press.${item.press} ${key}`), `${item.press} in ${key}`).toBe(false);
    }
  });
});
