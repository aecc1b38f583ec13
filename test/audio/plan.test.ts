import { describe, expect, test } from 'vitest';
import { stopOfItem, stopsOf } from '../../main/contract/stops.ts';
import { present } from '../../main/base/assert.ts';
import type { Field, KioskView } from '../../main/contract/view.ts';
import { arrival, atFocus, changed, wholeScreen, type Listener } from '../../main/audio/plan.ts';
import { isPersonal } from '../../main/audio/saying.ts';
import { collectViews } from '../support/view-gallery.ts';
import { newcomer, textOf } from '../support/listener.ts';

/** Over every screen that the stories meet. */
const views = await collectViews();
const at = (screen: string): KioskView =>
  present(
    views.find((each) => each.screen === screen),
    `a story that meets ${screen}`,
  );
const overheard: Listener = { ...newcomer, private: false };
const knowing: Listener = { ...newcomer, hints: { move: 3, select: 3 } };
/** Words as they can be compared: without the stops between them. */
const bare = (text: string): string =>
  text
    .replace(/[.,:;·]/gu, ' ')
    .replace(/\s+/gu, ' ')
    // A code is said digit by digit.
    .replace(/(\d) (?=\d)/gu, '$1')
    .trim();

describe('on every screen', () => {
  test('TOTAL: no screen is without words, a title first, and a way on or out is told', () => {
    for (const view of views) {
      const [first] = arrival(view, newcomer);
      expect(bare(first?.text ?? ''), view.screen).toContain(bare(view.title.text));
      expect(stopsOf(view).length, view.screen).toBeGreaterThan(0);
    }
  });

  test('ADA 707.5: whatever is written is in the words of the whole screen', () => {
    for (const view of views) {
      const said = bare(textOf(wholeScreen(view, newcomer)));
      const written = [
        view.title,
        ...view.lines.map(({ text }) => text),
        ...[...view.items, ...view.tools].flatMap(({ label, details }) => [label, ...details]),
        ...view.rows.flatMap(({ label, value }) => [label, value]),
        ...(view.field ? [view.field.label, view.field.error ?? view.field.label] : []),
        ...(view.countdown ? [view.countdown.label] : []),
      ];
      for (const { key, text } of written)
        if (!/^(box\.tracking|storage\.pin|manage\.code|dropOff\.writeNumber)/.test(key))
          expect(said, `${view.screen} ${key}`).toContain(bare(text.replace(/…/gu, ' ')));
    }
  });

  test('each item is said as label, role, state and position', () => {
    for (const view of views)
      for (const stop of stopsOf(view)) {
        // Languages speak for themselves; see LANG.
        if (stop.kind !== 'item' || stop.id.includes('speak:')) continue;
        const [saying] = atFocus({ ...view, focus: stop.id }, knowing);
        expect(saying?.text, view.screen).toMatch(
          /, (button|choice|switch, (on|off)), \d+ of \d+/u,
        );
      }
  });

  test('ADA 707.4, EN 301 549 5.1.3.9: on a speaker no name, no content and no code is said', () => {
    for (const view of views.filter(({ screen }) => !/^(service|wiring)/.test(screen))) {
      const focused = stopsOf(view).map(({ id }) => ({ ...view, focus: id }));
      const sayings = [
        ...arrival(view, overheard),
        ...wholeScreen(view, overheard),
        ...focused.flatMap((each) => atFocus(each, overheard)),
      ];
      expect(sayings.filter(({ personal }) => personal)).toEqual([]);
      const secrets = [...view.items.flatMap(({ label, details }) => [label, ...details])]
        .concat(view.lines.map(({ text }) => text))
        .filter(({ key }) => isPersonal(key));
      for (const { text } of secrets) expect(textOf(sayings)).not.toContain(text);
    }
  });
});

describe('hints', () => {
  test('come last, with what is done before the key that does it', () => {
    const said = arrival(at('home'), newcomer);
    expect(said.at(-1)?.text).toBe('To go through the choices one by one, press Down.');
    const focused = atFocus({ ...at('home'), focus: stopOfItem('pickUp') }, newcomer);
    expect(focused.at(-1)?.text).toBe('To choose this, press the centre key.');
  });

  test('are dropped after three uses', () => {
    const twice = { ...newcomer, hints: { move: 2 } };
    expect(arrival(at('home'), twice).filter(({ hint }) => hint !== null)).toHaveLength(1);
    expect(arrival(at('home'), knowing).filter(({ hint }) => hint !== null)).toEqual([]);
  });
});

describe('a locker to choose', () => {
  test('is described by its place before it opens', () => {
    const placeOf = () =>
      ({ column: 3, columns: 4, row: 2, side: 'left', height: 'chest' }) as const;
    const view = { ...at('chooseParcel'), focus: stopOfItem('open:5') };
    expect(textOf(atFocus(view, { ...knowing, placeOf }))).toBe(
      'Locker 5, Number ends in 3 3 3 3, Medium, choice, 2 of 3, 3rd column from the left, 2nd from the top, at chest height.',
    );
  });
});

describe('what is typed', () => {
  const digits = (view: KioskView, length: number, secret: boolean): KioskView => {
    const field = present(view.field, 'a field');
    const shown = secret ? '•'.repeat(length) : '123456'.slice(0, length);
    return { ...view, field: { ...field, secret, shown, length, maxLength: 6 } satisfies Field };
  };

  test('49 CFR 27.71(k)(5), EN 301 549 5.1.3.8: a secret digit is a star and its place', () => {
    const view = at('signInPin');
    const said = changed(digits(view, 2, true), digits(view, 3, true), newcomer);
    expect(textOf(said)).toBe('star, 3 of 6');
  });

  test('a code that the screen shows is echoed in headphones and counted on a speaker', () => {
    const view = at('identify');
    const [before, after] = [digits(view, 3, false), digits(view, 4, false)];
    expect(textOf(changed(before, after, newcomer))).toBe('4');
    expect(textOf(changed(before, after, overheard))).toBe('4 of 6');
    expect(textOf(changed(after, before, newcomer))).toBe('Deleted, 3 of 6');
  });

  test('is read sign by sign with the rest of the screen', () => {
    const view = digits(at('identify'), 4, false);
    const shown = '123\u202f4';
    const again = { ...view, field: { ...present(view.field, 'field'), shown } };
    expect(textOf(arrival(again, newcomer))).toContain('Your code: 1 2 3, 4');
  });
});

describe('a screen that stays', () => {
  test('says only what has become different', () => {
    const view = at('takeParcel');
    const line = {
      id: 'x',
      role: 'status',
      text: { key: 'reported.line', text: 'Told.' },
    } as const;
    expect(textOf(changed(view, { ...view, lines: [...view.lines, line] }, newcomer))).toBe(
      'Told.',
    );
    expect(changed(view, view, newcomer)).toEqual([]);
  });

  test('says nothing of a clock that moves on or of a countdown', () => {
    const counting = present(
      views.find(({ countdown }) => countdown !== null),
      'a countdown',
    );
    const before = { ...counting, countdown: null, time: '0:00' };
    const items = counting.items.filter(({ id }) => id !== 'moreTime');
    expect(changed({ ...before, items }, counting, newcomer)).toEqual([]);
  });
});

test('LANG, EN 301 549 5.1.3.14: each language is offered in its own voice', () => {
  const view = at('language');
  const said = view.items
    .filter(({ id }) => id.startsWith('speak:'))
    .map(({ id }) => present(atFocus({ ...view, focus: stopOfItem(id) }, knowing)[0], id));
  expect(said.map(({ locale }) => locale)).toEqual(['en', 'de', 'fr', 'es', 'ar']);
  expect(said[1]?.text).toBe('Deutsch, Schalter, aus, 2 von 6');
});
