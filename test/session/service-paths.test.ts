import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { defaultSettings } from '../../main/contract/settings.ts';
import { operationMoves } from '../../main/door/operation.ts';
import { presses } from '../../main/session/events.ts';
import { say } from '../../main/session/messages.ts';
import { serviceMachine, type ServiceSnapshot } from '../../main/session/service.ts';
import { pages } from '../../main/session/service-context.ts';
import { serviceScreen } from '../../main/session/service-screens.ts';
import type { Phrase, ServiceFacts, WizardView } from '../../main/session/service-world.ts';
import { deadEnds, explore } from '../support/machine-paths.ts';

const said = (text: string): Phrase => ({ key: 'words', values: { words: text } });
const facts: ServiceFacts = {
  doors: [1, 2].map((locker) => ({
    locker,
    state: 'closed',
    address: `doors/1/${locker}`,
    outOfService: locker === 2 ? 'jammed' : null,
    parcels: locker,
    pulses: 3,
    opensInMs: 400,
    openedInMs: 200,
    hints: ['slower'],
  })),
  devices: [
    { id: 'doors', kind: 'doorBus', state: 'lost', reason: 'silent', forMs: 90_000, rows: [] },
  ],
  kiosk: [{ label: said('Version'), value: said('1'), state: null }],
  clock: [],
  network: [],
  volume: 5,
  firstTry: { opened: 9, of: 10 },
};
const wizardViews: readonly WizardView[] = [
  { stage: 'scanned', rows: [], locks: 2 },
  { stage: 'scanned', rows: [], locks: 0 },
  { stage: 'which', lock: 'doors/1/1', free: [1, 2], mapped: 0, of: 2 },
  { stage: 'next', locker: 1, mapped: 1, of: 2 },
  { stage: 'next', locker: null, mapped: 2, of: 2 },
  { stage: 'trouble', why: 'several', lock: 'doors/1/1', words: said('3 moved'), mapped: 0, of: 2 },
  { stage: 'review', rows: [], problems: [] },
  { stage: 'review', rows: [], problems: [said('Two lockers on one lock')] },
  { stage: 'saved', words: said('/cabinet.json'), kept: null },
  { stage: 'failed', words: said('no'), rows: [] },
];
/** What each press may carry; one that is not offered stands for all of them. */
const args: Readonly<Record<string, readonly string[]>> = {
  goTo: [...Object.keys(pages), 'nowhere'],
  device: ['doors', 'none'],
  door: ['1', '99'],
  outOfService: ['jammed', 'because'],
  act: ['keepBadge0', 'selfTest', 'showFrames', 'boardSwapped', 'adoptBoard', 'louder', 'format'],
  touched: ['1', '99'],
  tone: ['left', 'loud'],
  wizard: ['scan', 'openNext', 'explode'],
  isLocker: ['1', '99'],
};
const everyEvent: readonly EventObject[] = [
  ...presses.flatMap((press) =>
    (args[press] ?? ['']).map((arg) => ({ type: `press.${press}`, arg })),
  ),
  ...['1', 'accept'].map((key) => ({ type: 'key', key }) as EventObject),
  ...Object.keys(operationMoves).map((state) => ({ type: 'door', state }) as EventObject),
  { type: 'activity' },
  { type: 'badge', text: '04A1' } as EventObject,
  { type: 'facts', facts } as EventObject,
  {
    type: 'read',
    read: {
      device: 'reader',
      kind: 'badge',
      raw: '04A1',
      shown: { key: 'service.badge.text', values: { count: 4 } },
      rows: [],
    },
  } as EventObject,
];

const explored = explore({
  machine: serviceMachine,
  input: {
    sessionId: 'ses_1',
    staff: { userId: 'tess', name: 'Tess' },
    timers: defaultSettings.timers,
  },
  events: () => everyEvent,
  outcomes: {
    openLocker: [
      { verdict: 'opened', operationId: 'op_1' },
      { verdict: 'didNotOpen', operationId: 'op_1' },
      { verdict: 'refused', reason: 'boardLost' },
    ],
    act: [
      {
        done: true,
        words: { key: 'service.learnt.several.shorter' },
        rows: [],
        choices: [{ key: 'words', values: { words: 'Bits' } }],
      },
      { done: true, words: said('Done.'), rows: [] },
    ],
    wizard: wizardViews,
  },
  keyOf: (snapshot: AnyMachineSnapshot) => {
    const { context, value, status } = snapshot as ServiceSnapshot;
    const story = JSON.stringify(value);
    const browsing = story.includes('browsing');
    return JSON.stringify([
      value,
      status,
      context.attention.wait,
      context.attention.secondsLeft,
      context.facts.doors.length,
      browsing ? context.page : null,
      context.locker,
      context.queue,
      context.allowed,
      context.samples.length,
      context.entry?.text,
      context.action?.do,
      story.includes('wiring') ? context.wizard : null,
    ]);
  },
  // What is kept for show only would multiply everything and decides nothing.
  shorten: ({ attention, entry, allowed, ...rest }: ServiceSnapshot['context']) => ({
    ...rest,
    device: 'doors',
    part: 0,
    touched: [],
    result: null,
    read: null,
    allowed: Math.min(allowed, 1),
    entry: entry && { ...entry, text: entry.text.slice(0, 1) },
    attention: { ...attention, secondsLeft: Math.min(attention.secondsLeft, 2) },
  }),
  limit: 30_000,
});
const snapshots = [...explored.states.values()] as ServiceSnapshot[];
const active = snapshots.filter(({ status }) => status === 'active');

/** The world is working, or a door stands open: time and the person have to wait for it. */
function asks(snapshot: ServiceSnapshot): boolean {
  return (
    snapshot.matches({ story: 'acting' }) ||
    snapshot.matches({ story: 'opening' }) ||
    snapshot.matches({ story: { wiring: 'asking' } }) ||
    snapshot.matches({ story: { doorOpen: 'waiting' } })
  );
}

describe('every path of the service menu', () => {
  test('has a title, help, and a way out by time and by the person', () => {
    console.log(`service: ${explored.states.size} states, ${explored.edges.length} transitions`);
    for (const snapshot of active) {
      const screen = serviceScreen(snapshot);
      const at = `${JSON.stringify(snapshot.value)} ${snapshot.context.page}`;
      const phrases = [
        screen.title,
        { key: screen.help },
        ...screen.lines.map(({ phrase }) => phrase),
        ...screen.items.flatMap(({ label, details }) => [label, ...(details ?? [])]),
        ...(screen.rows ?? []).flatMap(({ label, value }) => [label, value]),
      ];
      for (const phrase of phrases) expect(say(phrase, 'en').text, at).toMatch(/\S/);
      expect(screen.items.filter(({ emphasis }) => emphasis === 'primary').length).toBeLessThan(2);
      if (asks(snapshot)) continue;
      expect(
        screen.items.some(({ emphasis }) => emphasis === 'leave'),
        at,
      ).toBe(true);
      expect(screen.attention.wait, at).toBe('admin');
    }
  });

  test('every screen of it is met', () => {
    const names = new Set(active.map((snapshot) => serviceScreen(snapshot).name));
    expect([...names].toSorted()).toMatchSnapshot();
  });

  test('ends from everywhere', () => {
    const over = (key: string): boolean => explored.states.get(key)?.status === 'done';
    expect(deadEnds(explored, over)).toEqual([]);
  });

  test('a door is asked only after a press for it, or within its confirmed batch', () => {
    const opening = (key: string): boolean =>
      (explored.states.get(key) as ServiceSnapshot).matches({ story: 'opening' });
    const ways = explored.edges.filter(({ from, to }) => !opening(from) && opening(to));
    const pressed = ['press.openDoor', 'press.confirm', 'press.skip'];
    for (const { from, event } of ways) {
      if (pressed.includes(event)) continue;
      const before = explored.states.get(from) as ServiceSnapshot;
      expect(event).toBe('door');
      expect(before.context.allowed).toBeGreaterThan(0);
    }
    expect(ways.length).toBeGreaterThan(0);
  });

  test('no hardware event is without a meaning in any state', () => {
    const hardware = ['badge', 'read', 'facts'];
    expect(explored.unexpected.filter(({ event }) => hardware.includes(event))).toEqual([]);
  });
});
