import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { HOUR } from '../../main/base/clock.ts';
import { defaultSettings } from '../../main/contract/settings.ts';
import { placeOf } from '../../main/locker/place.ts';
import { presses } from '../../main/session/events.ts';
import { handoverMachine, type HandoverSnapshot } from '../../main/session/handover/machine.ts';
import { handoverScreen } from '../../main/session/handover/screens.ts';
import type { Party, Task } from '../../main/session/handover/world.ts';
import { say } from '../../main/session/messages.ts';
import { deadEnds, explore, type Explored } from '../support/machine-paths.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

const cabinet = smallCabinet();
const bank = {
  support: 'Reception, extension 12',
  placeOf: (number: number) => placeOf(cabinet.lockers[number - 1] as never, cabinet),
};

const task: Task = {
  ...{ reservationId: 'r1', kind: 'return', leg: 'first', to: 'Bela Moor', size: 'small' },
  maybeIn: null,
};
const back: Task = { ...task, reservationId: 'r2', kind: 'exchange', leg: 'back' };
const worlds: readonly (readonly Task[])[] = [
  [],
  [task],
  [{ ...task, maybeIn: 2 }],
  [back],
  [task, back],
];

const args: Readonly<Record<string, readonly string[]>> = { task: ['r1', 'r2', 'nobody’s'] };
const everyEvent: readonly EventObject[] = [
  ...presses.flatMap((press) =>
    (args[press] ?? ['']).map((arg) => ({ type: `press.${press}`, arg })),
  ),
  { type: 'activity' },
  { type: 'badge', text: '04A1' } as EventObject,
  { type: 'doorsAnswer', anyDoor: false, at: 0 } as EventObject,
];

function keyOf(snapshot: AnyMachineSnapshot): string {
  const { value, status, context } = snapshot as HandoverSnapshot;
  const { attention, tasks, chosen, tooSmall, begun, purpose, mayReopen, until, end } = context;
  return JSON.stringify([
    [value, status, attention.wait, attention.secondsLeft],
    [tasks.map(({ reservationId, maybeIn }) => [reservationId, maybeIn])],
    [chosen?.reservationId, tooSmall, begun?.outcome, purpose, mayReopen, until, end],
  ]);
}

const results = ['closed', 'alarm', 'leave', 'others', 'timedOut'] as const;
const wishes = [null, 'returned', 'needLarger', 'notReturned', 'takenOut'] as const;
const visited = { operationId: 'op', reported: false, doorUnknown: false };

function walk(party: Partial<Party>): Explored {
  return explore({
    machine: handoverMachine,
    input: {
      sessionId: 'ses_1',
      party: { came: 'pin', contactId: 'ada', codeId: 'c1', reservationId: null, ...party },
      timers: defaultSettings.timers,
      reopens: true,
    },
    events: () => everyEvent,
    outcomes: {
      look: worlds,
      begin: [
        { outcome: 'granted', locker: 2, size: 'small', parcelId: 'p1' },
        { outcome: 'none', emptiedBy: ['size'], offers: [{ kind: 'otherBank' }] },
        { outcome: 'refused' },
      ],
      giveUp: [undefined],
      notReturned: [undefined],
      later: [10 * HOUR, null],
      visit: [
        ...results.map((result) => ({ ...visited, result, wish: null })),
        ...wishes.map((wish) => ({ ...visited, result: 'closed', wish })),
        { ...visited, result: 'leave', wish: null, doorUnknown: true },
      ],
    },
    keyOf,
    shorten: ({ attention, ...rest }: HandoverSnapshot['context']) => ({
      ...rest,
      attention: { ...attention, secondsLeft: Math.min(attention.secondsLeft, 2) },
    }),
    limit: 20_000,
  });
}

const explored = (['pin', 'badge', 'collecting'] as const).map((came) => ({
  came,
  found: walk({ came }),
}));

const busy = ['looking', 'deciding', 'deserted', 'chosen', 'beginning', 'visiting', 'confirming'];
const working: readonly unknown[] = [...busy, 'postponing', 'givingUp', 'turning', 'ended'];
const isBusy = ({ value: { story } }: HandoverSnapshot): boolean => working.includes(story);
const activeIn = ({ states }: Explored): readonly HandoverSnapshot[] =>
  ([...states.values()] as HandoverSnapshot[]).filter(({ status }) => status === 'active');

describe('every path of a return and an exchange', () => {
  test('[F48] [F23] is walked, for a PIN, a badge, and whoever has just collected', () => {
    const names = new Set<string>();
    for (const { came, found } of explored) {
      console.log(`handover (${came}): ${found.states.size} states, ${found.edges.length} edges`);
      for (const each of activeIn(found)) names.add(handoverScreen(each, bank).name);
    }
    for (const name of [
      'handoverNothing',
      'handoverChoose',
      'handoverInterrupted',
      'handoverToStaff',
      'handoverGiveBack',
      'handoverNoneFits',
      'handoverUndecided',
      'handoverPostponed',
      'handoverOver',
      'handedIn',
    ])
      expect(names).toContain(name);
  });

  test('every state has a title and help, words for everything, and two ways out', () => {
    for (const snapshot of explored.flatMap(({ found }) => activeIn(found))) {
      const screen = handoverScreen(snapshot, bank);
      for (const phrase of [screen.title, ...screen.lines.map((line) => line.phrase)])
        expect(say(phrase, 'en').text).toMatch(/\S/);
      expect(say({ key: screen.help }, 'en').text).toMatch(/\S/);
      if (isBusy(snapshot)) continue;
      expect(screen.attention.wait, `by time: ${keyOf(snapshot)}`).not.toBe('none');
      const leaves = screen.items.some(({ press }) => ['leave', 'finish', 'later'].includes(press));
      expect(leaves, `by the person: ${keyOf(snapshot)}`).toBe(true);
    }
  });

  test('no state is a dead end: the session can end from each', () => {
    for (const { found } of explored)
      expect(deadEnds(found, (key) => found.states.get(key)?.status === 'done')).toEqual([]);
  });

  test('every item on a screen does something there', () => {
    for (const { found } of explored) {
      const untaken = new Set(found.unexpected.map(({ from, event }) => `${event} ${from}`));
      for (const [key, each] of found.states) {
        const snapshot = each as HandoverSnapshot;
        if (snapshot.status !== 'active' || isBusy(snapshot)) continue;
        for (const { press, arg } of handoverScreen(snapshot, bank).items)
          if (arg === undefined)
            expect(untaken.has(`press.${press} ${key}`), `${press} in ${key}`).toBe(false);
      }
    }
  });

  test('[F48] a promise ends only for who says that nothing comes: never by time', () => {
    for (const { found } of explored)
      for (const { from, event, to } of found.edges) {
        const { value } = found.states.get(to) as HandoverSnapshot;
        const before = found.states.get(from) as HandoverSnapshot;
        if (value.story === 'confirming' && before.value.story !== 'confirming')
          expect(event).toBe('press.notReturned');
      }
  });

  test('[F23] whoever owes nothing after a pickup is asked nothing', () => {
    const collecting = explored.find(({ came }) => came === 'collecting');
    const names = activeIn(collecting?.found as Explored).map(
      (each) => handoverScreen(each, bank).name,
    );
    expect(names).toContain('handoverGiveBack');
    const begun = activeIn(collecting?.found as Explored).filter(
      ({ value, context }) => value.story === 'nothing' && context.tasks.length === 0,
    );
    expect(begun).toEqual([]);
  });
});
