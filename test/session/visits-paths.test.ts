import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { defaultSettings } from '../../main/contract/settings.ts';
import { placeOf } from '../../main/locker/place.ts';
import { presses } from '../../main/session/events.ts';
import { say } from '../../main/session/messages.ts';
import type { VisitInput, VisitResult } from '../../main/session/visit.ts';
import { childOf, lookedAt, running, type Standing } from '../../main/session/visits-context.ts';
import { visitsScreen } from '../../main/session/visits-screens.ts';
import { visitsMachine, type VisitsSnapshot } from '../../main/session/visits.ts';
import { deadEnds, explore } from '../support/machine-paths.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

const cabinet = smallCabinet();
const bank = {
  support: 'Reception, extension 12',
  placeOf: (number: number) => placeOf(cabinet.lockers[number - 1] as never, cabinet),
};
const lockers = [1, 2];

function visitTo(locker: number): VisitInput {
  return {
    question: {
      sessionId: 'ses_1',
      contactId: 'ada',
      purpose: 'pickup',
      locker,
      parcelIds: [`p${locker}`],
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
    others: false,
  };
}

/** What a visit may come to from each of its states; its own paths are in `visit-paths.test.ts`. */
const shut = ['didNotOpen', 'unknown', 'refused'] as const;
const movesOf: Readonly<Record<Standing, readonly Standing[]>> = {
  waiting: [],
  opening: ['using', ...shut],
  using: ['closing', 'leftOpen'],
  closing: ['leftOpen'],
  leftOpen: [],
  didNotOpen: ['using', 'reported', 'opening'],
  unknown: ['using', 'reported'],
  reported: ['using'],
  refused: ['opening'],
  over: [],
};
const endsOf: Readonly<Record<Standing, readonly VisitResult[]>> = {
  waiting: [],
  opening: [],
  using: ['closed'],
  closing: ['closed'],
  leftOpen: ['closed', 'alarm'],
  didNotOpen: ['leave', 'timedOut'],
  unknown: ['leave', 'timedOut'],
  reported: ['leave'],
  refused: ['leave', 'timedOut'],
  over: [],
};

function valueOf(standing: Standing): object {
  if (['using', 'closing', 'leftOpen'].includes(standing)) return { story: { doorOpen: standing } };
  if (['didNotOpen', 'unknown', 'reported'].includes(standing))
    return { story: { notSeenOpen: standing } };
  return { story: standing };
}

function whatDoorsDo(snapshot: VisitsSnapshot): readonly EventObject[] {
  const { context } = snapshot;
  const opening = running(context).some(({ standing }) => standing === 'opening');
  return running(context).flatMap(({ locker, standing }) => {
    // A visit opens again only when its own screen was shown, and no other door is being asked.
    const again = lookedAt(context) === locker && !opening;
    const moves = movesOf[standing].filter((to) => to !== 'opening' || again);
    return [
      ...moves.map((to) => ({
        type: `xstate.snapshot.${childOf(locker)}`,
        snapshot: { value: valueOf(to) },
      })),
      ...endsOf[standing].map((result) => ({
        type: `xstate.done.actor.${childOf(locker)}`,
        output: { result },
      })),
    ];
  });
}

const everyPress: readonly EventObject[] = presses.flatMap((press) =>
  (press === 'locker' ? ['1', '2', '99'] : ['']).map((arg) => ({
    type: `press.${press}`,
    arg,
  })),
);

const keyOf = (snapshot: AnyMachineSnapshot): string =>
  JSON.stringify([snapshot.value, snapshot.status, (snapshot as VisitsSnapshot).context]);

const explored = explore({
  machine: visitsMachine,
  input: { visits: lockers.map(visitTo) },
  events: (snapshot) => [
    ...everyPress,
    { type: 'activity' },
    ...whatDoorsDo(snapshot as VisitsSnapshot),
  ],
  outcomes: {},
  keyOf,
  shorten: ({ visits: _, ...rest }: VisitsSnapshot['context']) => ({
    ...rest,
    visits: lockers.map(visitTo),
  }),
  limit: 40_000,
});
const snapshots = [...explored.states.values()] as VisitsSnapshot[];
const active = snapshots.filter(({ status }) => status === 'active');

describe('every path of two doors that open at once', () => {
  test('is walked', () => {
    console.log(`visits: ${explored.states.size} states, ${explored.edges.length} transitions`);
    expect(explored.states.size).toBeGreaterThan(100);
    const names = new Set(active.map((snapshot) => visitsScreen(snapshot, bank).name));
    for (const name of ['openingAll', 'allOpen', 'allShut']) expect(names).toContain(name);
  });

  test('[F42] never two doors are being asked at a time', () => {
    for (const { context } of snapshots)
      expect(context.all.filter(({ standing }) => standing === 'opening').length).toBeLessThan(2);
  });

  test('[F42] a door that fails stops no other: all are asked, whatever becomes of the first', () => {
    const over = snapshots.filter(({ status }) => status === 'done');
    expect(over.length).toBeGreaterThan(0);
    for (const { context } of over)
      for (const { result } of context.all) expect(result).not.toBeNull();
  });

  test('[F42] it ends when the last visit has ended, never over an open door', () => {
    for (const { context } of snapshots.filter(({ status }) => status === 'done'))
      expect(running(context)).toEqual([]);
    for (const { context, output } of snapshots.filter(({ status }) => status === 'done')) {
      const alarm = context.all.some(({ result }) => result === 'alarm');
      if (alarm) expect(output?.result).toBe('alarm');
    }
  });

  test('no state is a dead end, and each says what it is', () => {
    const ends = (key: string): boolean => explored.states.get(key)?.status === 'done';
    expect(deadEnds(explored, ends)).toEqual([]);
    for (const snapshot of active) {
      const { title, lines, rows = [], items, help } = visitsScreen(snapshot, bank);
      for (const phrase of [title, { key: help }, ...lines.map((line) => line.phrase)])
        expect(say(phrase, 'en').text).toMatch(/\S/);
      for (const phrase of [...rows.flatMap(({ label, value }) => [label, value])])
        expect(say(phrase, 'en').text).toMatch(/\S/);
      for (const { label } of items) expect(say(label, 'en').text).toMatch(/\S/);
    }
  });

  test('[F42] each door is told of, as a fact or as a choice', () => {
    for (const snapshot of active) {
      if (lookedAt(snapshot.context) !== null) continue;
      const { rows = [], items } = visitsScreen(snapshot, bank);
      const told = [
        ...rows.map(({ label }) => label.values?.['locker']),
        ...items.flatMap(({ locker }) => locker ?? []),
      ];
      expect(told.toSorted(), keyOf(snapshot)).toEqual(lockers);
    }
  });

  test('where every door has failed the person can leave', () => {
    for (const snapshot of active) {
      const screen = visitsScreen(snapshot, bank);
      if (screen.name !== 'allShut') continue;
      expect(screen.items.map(({ press }) => press)).toContain('leave');
    }
  });

  test('every choice on a screen does something there', () => {
    const untaken = new Set(explored.unexpected.map(({ from, event }) => `${event} ${from}`));
    for (const snapshot of active) {
      if (lookedAt(snapshot.context) !== null) continue;
      for (const item of visitsScreen(snapshot, bank).items.filter(({ arg }) => !arg))
        expect(untaken.has(`press.${item.press} ${keyOf(snapshot)}`)).toBe(false);
    }
  });
});
