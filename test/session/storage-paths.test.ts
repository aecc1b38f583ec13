import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { HOUR, MINUTE } from '../../main/base/clock.ts';
import { defaultSettings } from '../../main/contract/settings.ts';
import { placeOf } from '../../main/locker/place.ts';
import { presses } from '../../main/session/events.ts';
import { say } from '../../main/session/messages.ts';
import { storageMachine, type StorageSnapshot } from '../../main/session/storage/machine.ts';
import { storageScreen } from '../../main/session/storage/screens.ts';
import type { StorageFacts } from '../../main/session/storage/world.ts';
import { deadEnds, explore } from '../support/machine-paths.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

const cabinet = smallCabinet();
const bank = {
  support: 'Reception, extension 12',
  placeOf: (number: number) => placeOf(cabinet.lockers[number - 1] as never, cabinet),
};

const stay = {
  reservationId: 'r1',
  locker: 1,
  size: 'small',
  until: 10 * HOUR,
  active: true,
  over: false,
  extensions: [30 * MINUTE],
  shared: false,
} as const;
const offer = {
  free: { small: 2, medium: 1, large: 0, xlarge: 0 },
  sizes: ['small', 'medium', 'large'],
  durations: [HOUR, 8 * HOUR],
  until: null,
} as const;
const worlds: readonly StorageFacts[] = [
  { stays: [], offer },
  { stays: [], offer: null },
  { stays: [stay], offer },
  {
    stays: [
      { ...stay, until: null, extensions: [] },
      { ...stay, reservationId: 'r2', over: true, extensions: [] },
      { ...stay, reservationId: 'r3', locker: null, active: false, extensions: [] },
      { ...stay, reservationId: 'r4', shared: true, until: null, extensions: [] },
    ],
    offer: { ...offer, durations: [] },
  },
];

const args: Readonly<Record<string, readonly string[]>> = {
  stay: ['r1', 'r2', 'r3', 'r4', 'nobody'],
  size: ['small', 'large', 'huge'],
  lasts: [String(HOUR), '1'],
  extend: [String(30 * MINUTE), '1'],
};
const everyEvent: readonly EventObject[] = [
  ...presses.flatMap((press) =>
    (args[press] ?? ['']).map((arg) => ({ type: `press.${press}`, arg })),
  ),
  { type: 'activity' },
  { type: 'badge', text: '04A1' } as EventObject,
  { type: 'doorsAnswer', anyDoor: false, at: 0 } as EventObject,
];

function keyOf(snapshot: AnyMachineSnapshot): string {
  const { attention, facts, chosen, size, lasts, begun, why, pin, end } = (
    snapshot as StorageSnapshot
  ).context;
  return JSON.stringify([
    [snapshot.value, snapshot.status, attention.wait, attention.secondsLeft],
    [facts?.stays.length, chosen, size, lasts, begun?.outcome, why, pin, end],
  ]);
}

const results = ['closed', 'alarm', 'leave', 'others', 'timedOut'] as const;
const none = {
  outcome: 'none',
  emptiedBy: ['size'],
  offers: [{ kind: 'otherSize', size: 'medium', free: 1 }, { kind: 'otherBank' }],
};

const explored = explore({
  machine: storageMachine,
  input: {
    sessionId: 'ses_1',
    holder: { contactId: 'ada', codeId: null, reservationId: null },
    timers: defaultSettings.timers,
  },
  events: () => everyEvent,
  outcomes: {
    look: worlds,
    begin: [
      { outcome: 'granted', reservationId: 'r9', locker: 2 },
      none,
      { outcome: 'diskFull' },
      { outcome: 'refused' },
    ],
    giveUp: [undefined],
    extend: [{ outcome: 'extended' }, { outcome: 'refused' }],
    finish: [undefined],
    pin: ['123790', null],
    visit: results.map((result) => ({ result, operationId: 'op', reported: false, wish: null })),
  },
  keyOf,
  shorten: ({ attention, ...rest }: StorageSnapshot['context']) => ({
    ...rest,
    attention: { ...attention, secondsLeft: Math.min(attention.secondsLeft, 2) },
  }),
  limit: 20_000,
});

const snapshots = ([...explored.states.values()] as StorageSnapshot[]).filter(
  (each) => each.status === 'active',
);
const working = ['looking', 'deciding', 'beginning', 'extending', 'refreshing', 'visiting'];
const busy = [...working, 'pinning', 'finishing', 'givingUp', 'ended'];
const isBusy = ({ value }: StorageSnapshot): boolean => busy.includes(value.story);

describe('every path of storing', () => {
  test('[F12] [F8] [F6] [F7] is walked', () => {
    console.log(`storage: ${explored.states.size} states, ${explored.edges.length} transitions`);
    const names = new Set(snapshots.map((each) => storageScreen(each, bank).name));
    for (const name of [
      'storageNothing',
      'storageChoose',
      'storageSize',
      'storageHowLong',
      'storageNoneFits',
      'storageStay',
      'storageConfirm',
      'storageStored',
      'storageKeep',
      'storageEnded',
      'storageThanks',
    ])
      expect(names).toContain(name);
  });

  test('every state has a title and help, words for everything, and two ways out', () => {
    for (const snapshot of snapshots) {
      const screen = storageScreen(snapshot, bank);
      for (const phrase of [screen.title, ...screen.lines.map((line) => line.phrase)])
        expect(say(phrase, 'en').text).toMatch(/\S/);
      expect(say({ key: screen.help }, 'en').text).toMatch(/\S/);
      if (isBusy(snapshot)) continue;
      expect(screen.attention.wait, `by time: ${keyOf(snapshot)}`).not.toBe('none');
      const leaves = screen.items.some((item) => ['leave', 'finish', 'keep'].includes(item.press));
      expect(leaves, `by the person: ${keyOf(snapshot)}`).toBe(true);
    }
  });

  test('no state is a dead end: the session can end from each', () => {
    expect(deadEnds(explored, (key) => explored.states.get(key)?.status === 'done')).toEqual([]);
  });

  test('every item on a screen does something there', () => {
    const untaken = new Set(explored.unexpected.map(({ from, event }) => `${event} ${from}`));
    for (const [key, each] of explored.states) {
      const snapshot = each as StorageSnapshot;
      if (snapshot.status !== 'active' || isBusy(snapshot)) continue;
      for (const item of storageScreen(snapshot, bank).items.filter(({ arg }) => arg === undefined))
        expect(untaken.has(`press.${item.press} ${key}`), `${item.press} in ${key}`).toBe(false);
    }
  });

  test('[F7] opening alone never leads to the end of a stay', () => {
    const ends = explored.edges.filter(
      ({ to }) => (explored.states.get(to) as StorageSnapshot).value.story === 'finishing',
    );
    expect(ends.length).toBeGreaterThan(0);
    for (const { from, event } of ends) {
      const { value, context } = explored.states.get(from) as StorageSnapshot;
      if (value.story === 'finishing') continue;
      const asked = value.story === 'asking' && event === 'press.finishStay';
      const emptied = value.story === 'visiting' && context.why === 'finish';
      expect(asked || emptied, from).toBe(true);
    }
  });

  test('the PIN is forgotten with its screen', () => {
    for (const { context, value } of snapshots)
      if (value.story !== 'stored') expect(context.pin).toBeNull();
  });
});
