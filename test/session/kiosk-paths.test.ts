import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { kioskViewSchema, type KioskView } from '../../main/contract/view.ts';
import { defaultSettings } from '../../main/contract/settings.ts';
import { placeOf } from '../../main/locker/place.ts';
import { presses } from '../../main/session/events.ts';
import { stories } from '../../main/session/kiosk-setup.ts';
import { kioskMachine, type KioskSnapshot } from '../../main/session/kiosk-machine.ts';
import { numbered, present } from '../../main/session/present.ts';
import { deadEnds, explore } from '../support/machine-paths.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

const cabinet = smallCabinet();
const around = {
  cabinet,
  bank: {
    support: 'Reception, extension 12',
    placeOf: (number: number) => placeOf(cabinet.lockers[number - 1] as never, cabinet),
  },
  doors: () => 'closed' as const,
  now: Date.UTC(2026, 10, 24, 9, 30),
  offlineMinutes: null,
};

/** Everything is offered. */
const settings = {
  ...defaultSettings,
  languages: ['en', 'de'] as const,
  dropOff: { ...defaultSettings.dropOff, mailroomDirect: true, carrierDirect: true },
  general: { ...defaultSettings.general, returnAndExchange: true },
};

const person = { contactId: 'ada', codeId: null, locale: 'en' };
const boxes = [
  {
    locker: 1,
    size: 'small',
    owner: { of: 'person' },
    parcels: [{ id: 'p1', sender: null, trackingTail: '1' }],
  },
];

const known = new Set<string>(kioskMachine.events);
const isKnown = (press: string): boolean => press === 'open' || known.has(`press.${press}`);

const everyEvent: readonly EventObject[] = [
  // Presses that the kiosk itself does not know all go to the story: one stands for them.
  ...presses.filter(isKnown).map((press) => ({
    type: `press.${press}`,
    arg: { speak: 'de', meaning: '0' }[press as string] ?? '',
  })),
  { type: 'activity' },
  { type: 'key', key: '1' } as EventObject,
  { type: 'key', key: 'accept' } as EventObject,
  { type: 'scan', aim: null, data: '04A1', isBadge: true } as EventObject,
  { type: 'scan', aim: null, data: 'a label', isBadge: false } as EventObject,
  { type: 'badge', text: '04A1' } as EventObject,
  { type: 'doorsAnswer', anyDoor: false, at: 0 } as EventObject,
  { type: 'doorsAnswer', anyDoor: true, at: 0 } as EventObject,
  // Returns are switched off.
  { type: 'settings', settings: { ...settings, general: defaultSettings.general } } as EventObject,
];

function keyOf(snapshot: AnyMachineSnapshot): string {
  const { context, value } = snapshot as KioskSnapshot;
  return JSON.stringify([
    value,
    context.attention,
    context.anyDoor,
    context.nextSettings !== null,
    context.settings.general.returnAndExchange,
    context.sessionId,
    context.shown?.by,
    context.entry.text.length,
    context.offers.length,
    context.pick,
    context.meant?.kind,
    // Two choices that lead the same way are one.
    { signIn: 1, store: 2, return: 3, pickUp: 0, dropOff: 0 }[context.wanted ?? 'pickUp'],
    context.staffBadge,
    context.staff,
    context.person?.contactId,
    context.boxes.length,
    context.end,
    context.collected,
  ]);
}

const explored = explore({
  machine: kioskMachine,
  input: {
    settings,
    anyDoor: true,
    doorsSilentSince: null,
  },
  events: () => everyEvent,
  outcomes: {
    begin: ['ses_1'],
    end: [undefined],
    signIn: [
      { outcome: 'signedIn', staff: { userId: 'tess', name: 'Tess', role: 'technician' } },
      { outcome: 'signedIn', staff: { userId: 'olga', name: 'Olga', role: 'operator' } },
      { outcome: 'signedIn', staff: { userId: 'carl', name: 'Carl', role: 'carrier' } },
      { outcome: 'left', end: 'left' },
    ],
    manage: [{ end: null }, { end: 'timedOut' }],
    service: [{ end: 'done' }, { end: 'timedOut' }],
    pickup: [{ end: 'done' }, { end: 'timedOut' }],
    dropOff: [{ end: 'done' }, { end: 'left' }, { end: 'timedOut' }, { end: 'doorLeftOpen' }],
    storage: [{ end: 'done' }, { end: 'timedOut' }],
    handover: [{ end: 'done' }, { end: 'timedOut' }],
    identify: [
      { outcome: 'refused' },
      { outcome: 'staff' },
      { outcome: 'codesLocked', forMs: 30_000 },
      { outcome: 'several', offers: ['pickup', 'label'] },
      { outcome: 'signedIn', staff: { userId: 'olga', name: 'Olga', role: 'operator' } },
      { outcome: 'meant', meant: { kind: 'carrier', userId: 'carl', name: 'Carl' } },
      {
        outcome: 'meant',
        meant: {
          kind: 'oneTime',
          codeId: 'c',
          reservationId: 'r',
          contactId: 'ada',
          departmentId: null,
        },
      },
      { outcome: 'recognised', person, boxes, reopenable: [] },
      { outcome: 'recognised', person, boxes: [], reopenable: [] },
    ],
  },
  keyOf,
  // The look of the screen multiplies everything and decides nothing.
  shorten: ({ attention, appearance, entry, ...rest }: KioskSnapshot['context']) => ({
    ...rest,
    attention: { ...attention, secondsLeft: Math.min(attention.secondsLeft, 2) },
    entry: { ...entry, text: entry.text.slice(0, 1) },
    appearance: { ...appearance, textSize: 100, highContrast: false, lowControls: false },
  }),
  limit: 40_000,
});

const views: readonly {
  readonly key: string;
  readonly snapshot: KioskSnapshot;
  readonly view: KioskView;
}[] = [...explored.states].map(([key, snapshot]) => ({
  key,
  snapshot: snapshot as KioskSnapshot,
  view: numbered(present(snapshot as KioskSnapshot, around), null),
}));

describe('every path of the kiosk', () => {
  test('is walked', () => {
    console.log(`kiosk: ${explored.states.size} states, ${explored.edges.length} transitions`);
    const screens = new Set(views.map(({ view }) => view.screen));
    for (const screen of [
      'home',
      'outOfService',
      'identify',
      'pleaseWait',
      'notRecognised',
      'nothingHere',
      'which',
      'codesLocked',
      'notOffered',
      'mailroom',
      'help',
      'accessibility',
      'language',
    ])
      expect(screens).toContain(screen);
  });

  test('every state has a view with a title, words for everything, and help', () => {
    for (const { key, view } of views) {
      const parsed = kioskViewSchema.safeParse(view);
      expect(parsed.error?.issues ?? [], key).toEqual([]);
      const texts = [
        view.title,
        ...view.lines.map((line) => line.text),
        ...[...view.items, ...view.tools].flatMap((item) => [item.label, ...item.details]),
        ...view.help.lines,
      ];
      for (const { text } of texts) expect(text, key).toMatch(/\S/);
      expect(view.help.lines.length).toBeGreaterThan(0);
      expect(view.items.filter((item) => item.emphasis === 'primary').length).toBeLessThanOrEqual(
        1,
      );
    }
  });

  test('every state but Home has a way out by time, and one by the person', () => {
    for (const { key, snapshot, view } of views) {
      const flow = snapshot.value.flow;
      const panel = snapshot.value.panel !== 'closed';
      // Home and out of service are where everything ends; the others end in them.
      const resting = !panel && (flow === 'home' || flow === 'outOfService');
      const asking = ['beginning', 'identifying', 'ending', ...stories, 'expiredFirst'].includes(
        flow,
      );
      const timed = snapshot.context.attention.wait !== 'none';
      const leaves = view.items.some((item) => item.emphasis === 'leave');
      expect(resting || asking || timed, `by time: ${key}`).toBe(true);
      expect(resting || asking || leaves, `by the person: ${key}`).toBe(true);
    }
  });

  test('Home can be reached from everywhere', () => {
    const home = (key: string): boolean =>
      (explored.states.get(key) as KioskSnapshot).value.flow === 'home';
    expect(deadEnds(explored, home)).toEqual([]);
  });

  test('a badge is never silently dropped while somebody else is served: the screen says to wait', () => {
    for (const { from, event, to } of explored.edges) {
      const before = explored.states.get(from) as KioskSnapshot;
      if (event !== 'badge' || before.value.flow !== 'pickup') continue;
      expect((explored.states.get(to) as KioskSnapshot).value.interjection, from).toBe(
        'pleaseWait',
      );
    }
  });

  test('settings that come during a session count from the next one', () => {
    for (const { from, event, to } of explored.edges) {
      const before = explored.states.get(from) as KioskSnapshot;
      if (event !== 'settings' || before.context.sessionId === null) continue;
      const after = explored.states.get(to) as KioskSnapshot;
      expect(after.context.settings).toBe(before.context.settings);
      expect(after.context.nextSettings).not.toBeNull();
    }
  });

  test('no hardware event is without a meaning in any state', () => {
    const hardware = ['badge', 'scan', 'doorsAnswer', 'settings'];
    const dropped = explored.unexpected.filter(({ event }) => hardware.includes(event));
    expect(dropped).toEqual([]);
  });
});
