import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { defaultSettings } from '../../main/contract/settings.ts';
import { operationMoves, type OperationState } from '../../main/door/operation.ts';
import { placeOf } from '../../main/locker/place.ts';
import { dropOffMachine } from '../../main/session/drop-off/machine.ts';
import { dropOffScreen, type DropOffSnapshot } from '../../main/session/drop-off/screens.ts';
import type { Choices, Label, Promised } from '../../main/session/drop-off/world.ts';
import { presses, type PressName } from '../../main/session/events.ts';
import { say } from '../../main/session/messages.ts';
import { deadEnds, explore } from '../support/machine-paths.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

const cabinet = smallCabinet();
const bank = {
  support: 'Reception, extension 12',
  placeOf: (number: number) => placeOf(cabinet.lockers[number - 1] as never, cabinet),
};

const label: Label = { tracking: 'T1', shown: 'T1', carrier: 'UPS', generated: false };
const recipient = { contactId: 'ada', departmentId: null, name: 'Ada Quill' };
const none = { small: 0, medium: 0, large: 0, xlarge: 0 };
const choices = (more: Partial<Choices>): Choices => ({
  boxes: [],
  free: { ...none, medium: 2 },
  sizes: ['small', 'medium'],
  lockers: [3, 4],
  beyondReach: [4],
  ...more,
});
const nothing = (rule: 'size' | 'reach'): Promised => ({
  outcome: 'none',
  size: 'small',
  emptiedBy: [rule],
  offers: [{ kind: 'override', lift: ['reach'], size: 'small', free: 1 }, { kind: 'otherBank' }],
});

const args: Partial<Record<PressName, readonly string[]>> = {
  recipient: ['0', '9'],
  size: ['medium', 'xlarge'],
  existing: ['1', '9'],
  locker: ['3', '9'],
};
const everyEvent: readonly EventObject[] = [
  ...presses.flatMap((press) =>
    (args[press] ?? ['']).map((arg) => ({ type: `press.${press}`, arg }) as EventObject),
  ),
  ...(Object.keys(operationMoves) as OperationState[]).map(
    (state) => ({ type: 'door', state }) as EventObject,
  ),
  { type: 'activity' },
  { type: 'key', key: 'a' } as EventObject,
  { type: 'key', key: 'accept' } as EventObject,
  { type: 'badge', text: '04A1' } as EventObject,
  { type: 'scan', aim: null, data: '1Z', isBadge: false } as EventObject,
  { type: 'doorsAnswer', anyDoor: false, at: 0 } as EventObject,
];

const visits = (['closed', 'alarm', 'leave', 'others', 'timedOut', 'said'] as const).flatMap(
  (result) =>
    (result === 'closed'
      ? ([null, 'needLarger', 'notEmpty', 'cancel', 'takenOut'] as const)
      : [null]
    ).map((wish) => ({
      result,
      wish,
      operationId: 'op_1',
      reported: false,
      doorUnknown: result === 'leave',
    })),
);

function explored(role: 'operator' | 'carrier') {
  return explore({
    machine: dropOffMachine,
    input: {
      sessionId: 'ses_1',
      actor: { userId: 'olga', name: 'Olga', role },
      timers: defaultSettings.timers,
      settings: { ...defaultSettings.dropOff, batchMode: true, categorizeDepartmentMail: true },
      scanned: null,
    },
    events: () => everyEvent,
    outcomes: {
      begin: [{ outcome: 'ready' }, { outcome: 'diskFull' }],
      readLabel: [
        { outcome: 'reserved', label, recipient, reservationId: 'r', size: 'medium', locker: null },
        { outcome: 'received', label, recipient },
        { outcome: 'new', label },
        { outcome: 'alreadyHere', label, locker: 4 },
        { outcome: 'noLabel' },
      ],
      noBarcode: [{ ...label, generated: true }],
      search: [[], [recipient]],
      look: [choices({}), choices({ boxes: [{ locker: 1, holds: 1 }] })],
      promise: [
        { outcome: 'promised', parcelId: 'p', locker: 3, size: 'medium' },
        nothing('size'),
        { outcome: 'refused', because: 'reserved' },
        { outcome: 'diskFull' },
      ],
      note: [{ outcome: 'noted' }, { outcome: 'notForThis' }],
      takeBack: [undefined],
      placed: [undefined],
      visit: visits,
    },
    keyOf,
    // How much was typed or noted decides nothing.
    shorten: ({ attention, entry, noted, ...rest }: DropOffSnapshot['context']) => ({
      ...rest,
      attention: { ...attention, secondsLeft: Math.min(attention.secondsLeft, 2) },
      entry: { ...entry, text: entry.text.slice(0, 1) },
      noted: Math.min(noted, 1),
    }),
    limit: 20_000,
  });
}

function keyOf(snapshot: AnyMachineSnapshot): string {
  const { context } = snapshot as DropOffSnapshot;
  const shown = ['sizing', 'denied', 'adding', 'map'].some((story) => snapshot.matches({ story }));
  return JSON.stringify([
    snapshot.value,
    snapshot.status,
    context.attention.wait,
    context.attention.secondsLeft,
    context.entry.text === '',
    context.found.length,
    shown ? context.choices?.boxes.length : null,
    context.where?.kind === 'size',
    context.denied?.outcome ?? null,
    context.purpose,
    context.mayReopen,
    context.noted,
    context.remark !== null,
    context.end,
  ]);
}

describe.each(['operator', 'carrier'] as const)('every path of a drop-off by the %s', (role) => {
  const walked = explored(role);
  const snapshots = [...walked.states.values()] as DropOffSnapshot[];
  const screenOf = (snapshot: DropOffSnapshot) => dropOffScreen(snapshot, bank);
  /** States that show something of their own: not at a door, and not asking the world. */
  const own = snapshots.filter(
    (each) =>
      each.status === 'active' &&
      !each.matches({ story: 'visiting' }) &&
      screenOf(each).name !== 'pleaseWait',
  );

  test('is walked', () => {
    console.log(`drop-off (${role}): ${snapshots.length} states, ${walked.edges.length} moves`);
    expect(new Set(own.map((each) => screenOf(each).name))).toEqual(
      new Set([
        ...['dropOffFull', 'scanLabel', 'typeLabel', 'whoseParcel', 'findRecipient'],
        ...['addOrNew', 'chooseSize', 'noLockerFits', 'packageIn'],
        ...(role === 'operator' ? ['chooseLocker'] : []),
      ]),
    );
  });

  test('[F53] every state has words, help, and a way out by time and by the person', () => {
    for (const snapshot of own) {
      const screen = screenOf(snapshot);
      for (const phrase of [screen.title, ...screen.lines.map((line) => line.phrase)])
        expect(say(phrase, 'ar').text, keyOf(snapshot)).toMatch(/\S/);
      for (const item of screen.items) expect(say(item.label, 'de').text).toMatch(/\S/);
      expect(say({ key: screen.help }, 'en').text).toMatch(/\S/);
      expect(screen.attention.wait, keyOf(snapshot)).not.toBe('none');
      expect(
        screen.items.some(({ emphasis }) => emphasis === 'leave'),
        keyOf(snapshot),
      ).toBe(true);
    }
  });

  test('what asks the world has no exit but its answer', () => {
    for (const { from, event, to } of walked.edges) {
      const before = walked.states.get(from) as DropOffSnapshot;
      const after = walked.states.get(to) as DropOffSnapshot;
      const waits = ['promising', 'saying', 'turning', 'leaving', 'visiting'] as const;
      const at = waits.find((story) => before.matches({ story }));
      if (at === undefined || after.matches({ story: at })) continue;
      expect(event, from).toMatch(/^xstate\.done\.actor/);
    }
  });

  test('no state is a dead end: the session can end from each', () => {
    const ends = (key: string): boolean => walked.states.get(key)?.status === 'done';
    expect(deadEnds(walked, ends)).toEqual([]);
  });

  test('every button on a screen does something there, and scans and badges always mean something', () => {
    const untaken = new Set(walked.unexpected.map(({ from, event }) => `${event} ${from}`));
    for (const snapshot of own) {
      const key = keyOf(snapshot);
      for (const item of screenOf(snapshot).items.filter(({ arg }) => arg === undefined))
        expect(untaken.has(`press.${item.press} ${key}`), `${item.press} in ${key}`).toBe(false);
    }
    const lost = walked.unexpected.filter(({ event }) => ['scan', 'badge'].includes(event));
    expect(lost).toEqual([]);
  });

  test('only the staff may override a rule or point at the map', () => {
    const staff = own.some((each) =>
      screenOf(each).items.some(({ press }) => press === 'override' || press === 'map'),
    );
    expect(staff).toBe(role === 'operator');
  });
});
