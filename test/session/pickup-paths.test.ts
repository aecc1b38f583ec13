import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { defaultSettings } from '../../main/contract/settings.ts';
import type { Box } from '../../main/locker/box.ts';
import { placeOf } from '../../main/locker/place.ts';
import { operationMoves, type OperationState } from '../../main/door/operation.ts';
import { isDrawn } from '../../main/contract/strokes.ts';
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

function box(locker: number, owner: Box['owner'] = { of: 'person' }): Box {
  return {
    locker,
    size: 'small',
    owner,
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
  ...[
    [[0, 0]],
    [
      [100, 100],
      [700, 300],
    ],
  ].map((points) => ({ type: 'stroke', points })),
  { type: 'hand', by: 'keypad' } as EventObject,
  { type: 'hand', by: 'finger' } as EventObject,
  { type: 'badge', text: '04A1' } as EventObject,
  { type: 'doorsAnswer', anyDoor: false, at: 0 } as EventObject,
];

function keyOf(snapshot: AnyMachineSnapshot): string {
  const { attention, chosen, boxes, reopenable, ...rest } = (snapshot as PickupSnapshot).context;
  const { purpose, end, kind, hand, strokes, inWords, drewNothing, proof, signedFor } = rest;
  return JSON.stringify([
    snapshot.value,
    snapshot.status,
    attention.wait,
    attention.secondsLeft,
    chosen.map((other) => other.locker),
    boxes.map((other) => other.locker),
    reopenable.map((other) => other.locker),
    [purpose, end, kind, hand, isDrawn(strokes), inWords, drewNothing, proof?.by, signedFor],
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

/** However the doors of two lockers end; their own paths are walked in `visits-paths.test.ts`. */
const allAtOnce = [
  { results: [closed(1), closed(2)], result: 'closed' },
  { results: [{ locker: 1, result: 'leave' }, closed(2)], result: 'closed' },
  { results: [closed(1), { locker: 2, result: 'timedOut' }], result: 'timedOut' },
  { results: [closed(1), { locker: 2, result: 'leave' }], result: 'leave' },
  { results: [{ locker: 1, result: 'alarm' }, closed(2)], result: 'alarm' },
];

function closed(locker: number) {
  return { locker, result: 'closed' };
}

const ofResearch = { of: 'department', name: 'Research' } as const;
const lives = [
  { name: 'two lockers', boxes: [box(1), box(2)], settings: {} },
  {
    name: 'their own and their department',
    boxes: [box(1), box(2, ofResearch)],
    settings: { departmentMailPickup: true },
  },
  {
    name: 'two lockers that are signed for',
    boxes: [box(1), box(2)],
    settings: { recipientSignature: true },
  },
  {
    name: 'two lockers at once, signed for',
    boxes: [box(1), box(2)],
    settings: { recipientSignature: true, openAllAtOnce: true },
  },
] as const;

/** States whose screen is the pickup's own: not at a door, nor waiting for the store. */
const isOwn = (each: PickupSnapshot): boolean =>
  each.status === 'active' &&
  !['visiting', 'visitingAll', 'writingDown'].includes(String(each.value.story));

const screensOf: Readonly<Record<(typeof lives)[number]['name'], readonly string[]>> = {
  'two lockers': ['chooseParcel', 'another'],
  'their own and their department': ['chooseOwner', 'another'],
  'two lockers that are signed for': ['chooseParcel', 'sign', 'signInWords', 'another'],
  'two lockers at once, signed for': ['sign', 'signInWords', 'another'],
};

function atDoor(snapshot: PickupSnapshot): boolean {
  return ['visiting', 'visitingAll'].includes(String(snapshot.value.story));
}

function explorePickup({ boxes, settings }: (typeof lives)[number]) {
  return explore({
    machine: pickupMachine,
    input: {
      sessionId: 'ses_1',
      person: { contactId: 'ada', codeId: null, locale: 'en' },
      boxes,
      reopenable: [],
      settings: { ...defaultSettings.pickup, ...settings },
      hand: 'finger',
      timers: defaultSettings.timers,
    },
    events: () => everyEvent,
    outcomes: { visit: visits, visits: allAtOnce, sign: [{ signatureId: 'sig_1' }] },
    keyOf,
    shorten: ({ attention, strokes, ...rest }: PickupSnapshot['context']) => ({
      ...rest,
      strokes: strokes.slice(0, 2),
      attention: { ...attention, secondsLeft: Math.min(attention.secondsLeft, 2) },
    }),
    limit: 20_000,
  });
}

describe.each(lives)('every path of a pickup: $name', (life) => {
  const explored = explorePickup(life);
  const snapshots = [...explored.states.values()] as PickupSnapshot[];
  const own = snapshots.filter(isOwn);

  test('is walked', () => {
    const { states, edges } = explored;
    console.log(`pickup, ${life.name}: ${states.size} states, ${edges.length} transitions`);
    expect(states.size).toBeGreaterThan(30);
    const names = new Set(snapshots.map((snapshot) => pickupScreen(snapshot, bank).name));
    for (const name of ['thanks', ...screensOf[life.name]]) expect(names).toContain(name);
  });

  test('[F45] no door is asked before its parcels are signed for, where they have to be', () => {
    for (const snapshot of snapshots) {
      const { chosen, signedFor, purpose, settings } = snapshot.context;
      if (!atDoor(snapshot) || purpose !== 'pickup' || !settings.recipientSignature) continue;
      const inside = chosen.flatMap(({ parcels }) => parcels.map(({ id }) => id));
      expect(signedFor, keyOf(snapshot)).toEqual(expect.arrayContaining(inside));
    }
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
      if (!atDoor(before) || atDoor(after)) continue;
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
      expect(atDoor(before)).toBe(true);
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
