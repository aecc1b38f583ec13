import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { defaultSettings } from '../../main/contract/settings.ts';
import type { Box } from '../../main/locker/box.ts';
import { placeOf } from '../../main/locker/place.ts';
import { operationMoves, type OperationState } from '../../main/door/operation.ts';
import { presses } from '../../main/session/events.ts';
import { say } from '../../main/session/messages.ts';
import { pickupMachine } from '../../main/session/pickup.ts';
import { pickupScreen, type PickupSnapshot } from '../../main/session/pickup-screens.ts';
import { deadEnds, explore } from '../support/machine-paths.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

const cabinet = smallCabinet();
const bank = {
  support: 'Reception, extension 12',
  placeOf: (number: number) => placeOf(cabinet.lockers[number - 1] as never, cabinet),
};

function box(locker: number): Box {
  return {
    locker,
    size: 'small',
    owner: { of: 'person' },
    parcels: [{ id: `p${locker}`, sender: 'Atlas Books', trackingTail: '4711' }],
  };
}

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
  const { attention, chosen, boxes, reopenable, purpose, end } = (snapshot as PickupSnapshot)
    .context;
  return JSON.stringify([
    snapshot.value,
    snapshot.status,
    attention.wait,
    attention.secondsLeft,
    chosen?.locker ?? null,
    boxes.map((other) => other.locker),
    reopenable.map((other) => other.locker),
    purpose,
    end,
  ]);
}

/** However the visit to a door ends; its own paths are walked in `visit-paths.test.ts`. */
const visits = (['closed', 'alarm', 'leave', 'others', 'timedOut'] as const).map((result) => ({
  result,
  operationId: 'op_1',
  reported: false,
  doorUnknown: false,
  wish: null,
}));

const explored = explore({
  machine: pickupMachine,
  input: {
    sessionId: 'ses_1',
    person: { contactId: 'ada', codeId: null, locale: 'en' },
    boxes: [box(1), box(2)],
    reopenable: [],
    timers: defaultSettings.timers,
  },
  events: () => everyEvent,
  outcomes: {
    visit: visits,
  },
  keyOf,
  shorten: ({ attention, ...rest }: PickupSnapshot['context']) => ({
    ...rest,
    attention: { ...attention, secondsLeft: Math.min(attention.secondsLeft, 2) },
  }),
  limit: 20_000,
});

const snapshots = [...explored.states.values()] as PickupSnapshot[];
/** States whose screen is the pickup's own: not at a door. */
const own = snapshots.filter(
  (each) => each.status === 'active' && !each.matches({ story: 'visiting' }),
);

describe('every path of a pickup with two lockers', () => {
  test('is walked', () => {
    console.log(`pickup: ${explored.states.size} states, ${explored.edges.length} transitions`);
    expect(explored.states.size).toBeGreaterThan(30);
    const names = new Set(snapshots.map((snapshot) => pickupScreen(snapshot, bank).name));
    for (const name of ['chooseParcel', 'another', 'thanks']) expect(names).toContain(name);
  });

  test('[F45] every state has a title and help, and says it in words', () => {
    for (const snapshot of own) {
      const screen = pickupScreen(snapshot, bank);
      expect(screen.name, keyOf(snapshot)).not.toBe('pleaseWait');
      for (const phrase of [screen.title, ...screen.lines.map((line) => line.phrase)])
        expect(say(phrase, 'en').text).toMatch(/\S/);
      expect(say({ key: screen.help }, 'en').text).toMatch(/\S/);
      for (const item of screen.items) expect(say(item.label, 'en').text).toMatch(/\S/);
    }
  });

  test('every state has a way out by time, and one by the person', () => {
    for (const snapshot of own) {
      const screen = pickupScreen(snapshot, bank);
      expect(screen.attention.wait, `no way out by time: ${keyOf(snapshot)}`).not.toBe('none');
      const leaves = screen.items.some((item) => ['leave', 'finish'].includes(item.press));
      expect(leaves, `no way out by the person: ${keyOf(snapshot)}`).toBe(true);
    }
  });

  test('no state is a dead end: the session can end from each', () => {
    const ends = (key: string): boolean => explored.states.get(key)?.status === 'done';
    expect(deadEnds(explored, ends)).toEqual([]);
  });

  test('nothing that the person does leads away from a door but the end of the visit', () => {
    for (const { from, event, to } of explored.edges) {
      const before = explored.states.get(from) as PickupSnapshot;
      const after = explored.states.get(to) as PickupSnapshot;
      if (!before.matches({ story: 'visiting' }) || after.matches({ story: 'visiting' })) continue;
      expect(event, from).toMatch(/^xstate\.done\.actor/);
    }
  });

  test('a door that was left open ends the session with the alarm, not with thanks', () => {
    const alarmed = explored.edges
      .filter(
        ({ to }) => (explored.states.get(to) as PickupSnapshot).context.end === 'doorLeftOpen',
      )
      .map(({ from }) => explored.states.get(from) as PickupSnapshot);
    expect(alarmed.length).toBeGreaterThan(0);
    for (const before of alarmed.filter((each) => each.status === 'active'))
      expect(before.matches({ story: 'visiting' })).toBe(true);
  });

  test('every item on a screen does something there', () => {
    const untaken = new Set(explored.unexpected.map(({ from, event }) => `${event} ${from}`));
    for (const [key, each] of explored.states) {
      const snapshot = each as PickupSnapshot;
      if (snapshot.status !== 'active') continue;
      for (const item of pickupScreen(snapshot, bank).items.filter(({ arg }) => arg === undefined))
        expect(untaken.has(`press.${item.press} ${key}`), `${item.press} in ${key}`).toBe(false);
    }
  });
});
