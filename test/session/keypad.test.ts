import { describe, expect, test } from 'vitest';
import { keypadActions } from '../../main/base/keypad.ts';
import type { KioskIntent } from '../../main/contract/intent.ts';
import { keyRows } from '../../main/contract/on-screen-keys.ts';
import { stopsOf } from '../../main/contract/stops.ts';
import type { Field, KioskView } from '../../main/contract/view.ts';
import { keptFocus, keypadAnswer, readerPadAnswer } from '../../main/session/keypad.ts';
import { collectViews } from '../support/view-gallery.ts';

/** Over every screen that the stories meet: what touch can do, NEXT and SELECT can do. */
const views = await collectViews();
const at = (screen: string): KioskView => {
  const view = views.find((each) => each.screen === screen);
  if (!view) throw new Error(`no story meets ${screen}`);
  return view;
};
const wish = (intent: KioskIntent): string =>
  intent.type === 'press' ? `press ${intent.item}` : `key ${'key' in intent ? intent.key : ''}`;

/** Whatever a finger can make on this screen, read from the view and not from the stops. */
function touchable(view: KioskView): readonly string[] {
  const items = [...view.items, ...view.tools].map(({ id }) => `press ${id}`);
  const lockers = (view.picture?.lockers ?? []).flatMap(({ item }) => item ?? []);
  const keys = view.field ? keyRows(view.field).flat() : [];
  return [
    ...new Set([...items, ...lockers.map((id) => `press ${id}`), ...keys.map((k) => `key ${k}`)]),
  ].sort();
}

/** What NEXT, as often as there are stops and once more, and SELECT at each of them can make. */
function reached(view: KioskView): readonly string[] {
  const wishes = new Set<string>();
  let here: KioskView = { ...view, focus: null };
  for (let i = 0; i <= stopsOf(view).length; i += 1) {
    here = { ...here, focus: keypadAnswer(here, 'next').focus ?? null };
    const { intent } = keypadAnswer(here, 'select');
    if (intent) wishes.add(wish(intent));
  }
  return [...wishes].sort();
}

describe('on every screen', () => {
  test('NEXT and SELECT reach whatever a finger reaches, and nothing else (PARITY, REACH)', () => {
    for (const view of views) expect(reached(view), view.screen).toEqual(touchable(view));
  });

  test('each stop has a name of its own kind, and none stands twice', () => {
    for (const view of views) {
      const stops = stopsOf(view);
      for (const { label, id } of stops) expect(label, `${view.screen} ${id}`).toMatch(/\S/);
      expect(new Set(stops.map(({ id }) => id)).size, view.screen).toBe(stops.length);
    }
  });

  test('NEXT goes round and comes back; PREV goes the same way backwards', () => {
    for (const view of views) {
      const round = (action: 'next' | 'previous'): readonly (string | undefined)[] => {
        let here: KioskView = { ...view, focus: null };
        return stopsOf(view).map(() => {
          const { focus } = keypadAnswer(here, action);
          here = { ...here, focus: focus ?? null };
          return focus;
        });
      };
      const there = round('next');
      expect(there, view.screen).toEqual(stopsOf(view).map(({ id }) => id));
      expect(round('previous'), view.screen).toEqual([...there].reverse());
    }
  });

  test('no key but SELECT opens a door, and SELECT does not without a focus', () => {
    const opening = /^press (open|reopen|tryAgain|openDoor|sequence|confirm|wizard:openNext)/;
    for (const view of views)
      for (const action of keypadActions)
        for (const focus of [null, ...stopsOf(view).map(({ id }) => id)]) {
          if (action === 'select' && focus !== null) continue;
          const { intent } = keypadAnswer({ ...view, focus }, action);
          expect(intent ? wish(intent) : '', `${action} on ${view.screen}`).not.toMatch(opening);
        }
  });

  test('BACK, HELP and CANCEL end nothing', () => {
    for (const view of views)
      for (const action of ['back', 'help', 'cancel', 'correct'] as const) {
        const { intent } = keypadAnswer({ ...view, focus: null }, action);
        if (!intent || intent.type !== 'press') continue;
        expect(['help', 'back', 'closePanel']).toContain(intent.item);
      }
  });
});

describe('what SELECT does', () => {
  test('at a fact is nothing: it is there to be read', () => {
    const facts = views.filter(({ rows }) => rows.length > 0);
    expect(facts.length).toBeGreaterThan(0);
    for (const view of facts)
      for (const { id } of view.rows)
        expect(keypadAnswer({ ...view, focus: `row:${id}` }, 'select')).toEqual({});
  });

  test('carries the number of the screen, so that it cannot meet another', () => {
    const home = at('home');
    const { intent } = keypadAnswer({ ...home, number: 77, focus: 'item:pickUp' }, 'select');
    expect(intent).toEqual({ type: 'press', view: 77, item: 'pickUp' });
  });
});

describe('the focus', () => {
  const field = (layer: Field['layer']): KioskView => {
    const view = at('signInName');
    return { ...view, field: { ...(view.field as Field), layer } };
  };

  test('is gone with a new screen, and stays while the screen is the same', () => {
    const home = { ...at('home'), focus: 'item:pickUp' };
    expect(keptFocus(home, home)).toBe('item:pickUp');
    expect(keptFocus(home, { ...home, number: home.number + 1 })).toBeNull();
    expect(keptFocus(home, { ...home, items: [] })).toBeNull();
  });

  test('stays in its place when the keys change their layer', () => {
    const kept = (from: Field['layer'], to: Field['layer'], focus: string): string | null =>
      keptFocus({ ...field(from), focus }, { ...field(to), number: field(from).number });
    expect(kept('lower', 'upper', 'key:q')).toBe('key:Q');
    expect(kept('upper', 'lower', 'key:M')).toBe('key:m');
    expect(kept('lower', 'upper', 'key:upper')).toBe('key:lower');
    expect(kept('lower', 'signs', 'key:signs')).toBe('key:lower');
    expect(kept('signs', 'lower', 'key:lower')).toBe('key:signs');
    expect(kept('signs', 'upper', 'key:7')).toBe('key:7');
  });
});

describe('the pad on a badge reader', () => {
  test('types into the open field, ENTER accepts, CLEAR corrects', () => {
    const view = at('signInPin');
    const keys = (['digit7', 'select', 'correct'] as const).map((action) => {
      const { intent, focus } = readerPadAnswer(view, action);
      return [intent && wish(intent), focus];
    });
    expect(keys).toEqual([
      ['key 7', undefined],
      ['key accept', undefined],
      ['key correct', undefined],
    ]);
  });

  test('does nothing where nothing is asked', () => {
    for (const action of keypadActions)
      expect(readerPadAnswer(at('takeParcel'), action)).toEqual({});
  });
});
