import { describe, expect, test } from 'vitest';
import type { AnyMachineSnapshot, EventObject } from 'xstate';
import { defaultSettings } from '../../main/contract/settings.ts';
import { presses } from '../../main/session/events.ts';
import { say } from '../../main/session/messages.ts';
import { signInMachine, type SignInSnapshot } from '../../main/session/sign-in.ts';
import { signInScreen } from '../../main/session/sign-in-screens.ts';
import { placeOf } from '../../main/locker/place.ts';
import { smallCabinet } from '../support/small-cabinet.ts';
import { deadEnds, explore } from '../support/machine-paths.ts';

const cabinet = smallCabinet();
const bank = {
  support: 'Reception, extension 12',
  placeOf: (number: number) => placeOf(cabinet.lockers[number - 1] as never, cabinet),
};

const everyEvent: readonly EventObject[] = [
  ...presses.map((press) => ({ type: `press.${press}`, arg: '' })),
  ...['1', 'a', 'correct', 'upper', 'accept'].map((key) => ({ type: 'key', key }) as EventObject),
  { type: 'activity' },
  { type: 'badge', text: '04FA5501' } as EventObject,
  { type: 'scan', text: '1Z' } as EventObject,
];

const explored = explore({
  machine: signInMachine,
  input: { sessionId: 'ses_1', timers: defaultSettings.timers, badge: null },
  events: () => everyEvent,
  outcomes: {
    identifyStaff: [
      { outcome: 'recognised', userId: 'tess', name: 'Tess' },
      { outcome: 'refused' },
      { outcome: 'refused', attemptsLeft: 2 },
      { outcome: 'notAllowed' },
      { outcome: 'locked', forMs: 200_000 },
    ],
  },
  keyOf: (snapshot: AnyMachineSnapshot) => {
    const { context, value, status } = snapshot as SignInSnapshot;
    return JSON.stringify([value, status, { ...context, timers: null }]);
  },
  shorten: ({ attention, entry, ...rest }: SignInSnapshot['context']) => ({
    ...rest,
    entry: { ...entry, text: entry.text.slice(0, 1) },
    attention: { ...attention, secondsLeft: Math.min(attention.secondsLeft, 2) },
  }),
  limit: 20_000,
});
const snapshots = [...explored.states.values()] as SignInSnapshot[];
const active = snapshots.filter(({ status }) => status === 'active');

describe('every path of signing in', () => {
  test('has a title, help, and a way out by time and by the person', () => {
    console.log(`sign-in: ${explored.states.size} states, ${explored.edges.length} transitions`);
    for (const snapshot of active) {
      const screen = signInScreen(snapshot, bank);
      const at = JSON.stringify(snapshot.value);
      expect(say(screen.title, 'en').text, at).toMatch(/\S/);
      expect(say({ key: screen.help }, 'en').text, at).toMatch(/\S/);
      if (snapshot.value.story === 'asking') continue;
      expect(
        screen.items.some(({ emphasis }) => emphasis === 'leave'),
        at,
      ).toBe(true);
      expect(screen.attention.wait, at).not.toBe('none');
    }
  });

  test('ends from everywhere', () => {
    const over = (key: string): boolean => explored.states.get(key)?.status === 'done';
    expect(deadEnds(explored, over)).toEqual([]);
  });

  test('what was typed is forgotten as soon as it has been asked about', () => {
    for (const { context, value } of snapshots) {
      if (value.story !== 'refused' && value.story !== 'ended') continue;
      expect([context.entry.text, context.badge, context.userName]).toEqual(['', null, '']);
    }
  });

  test('nobody is let in whom the world has not recognised', () => {
    for (const snapshot of snapshots) {
      if (snapshot.output?.outcome !== 'signedIn') continue;
      expect(snapshot.context.answer?.outcome).toBe('recognised');
    }
  });

  test('a secret never stands on the screen', () => {
    for (const snapshot of active) {
      const { typing } = signInScreen(snapshot, bank);
      if (typing && typing.entry.id !== 'userName') expect(typing.entry.secret).toBe(true);
    }
  });

  test('a badge has a meaning in every state', () => {
    expect(explored.unexpected.filter(({ event }) => event === 'badge')).toEqual([]);
  });
});
