import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIELD } from '../../main/contract/strokes.ts';
import { stopsOf } from '../../main/contract/stops.ts';
import type { KioskView } from '../../main/contract/view.ts';
import { hasChromium, landscape, portrait } from '../support/chromium.ts';
import { eventually } from '../support/product.ts';
import { collectViews } from '../support/view-gallery.ts';
import { builtScreen, viewStage, type ViewStage } from '../support/view-stage.ts';

/** 15 mm on a 27-inch screen of 1080 × 1920. */
const SMALLEST_TARGET_PX = 84;
const views = await collectViews();
/** One view of each screen: axe looks at what it is made of, which its items do not change. */
const different = [...new Map(views.map((view) => [view.screen, view])).values()];
const AXE_MS = 300_000;
let stage: ViewStage;
let page: Page;

/** What does not fit, in words; empty when all is well. */
function misfits(smallest: number, textIsWhole: boolean): Promise<readonly string[]> {
  return page.evaluate(
    ([least, whole]) => {
      const wrong: string[] = [];
      const { innerWidth: width, innerHeight: height } = window;
      const named = (element: Element): string => `${element.textContent?.trim().slice(0, 30)}`;
      if (document.documentElement.scrollWidth > width) wrong.push('the page is too wide');
      if (document.documentElement.scrollHeight > height) wrong.push('the page is too high');
      const controls = document.querySelector('.controls')?.getBoundingClientRect();
      // What is scrolled out of a list of large buttons does not lie over anything.
      const visible = (button: Element): DOMRect => {
        const box = button.getBoundingClientRect();
        if (whole || !controls || button.closest('.controls') === null) return box;
        const at = Math.max(box.top, controls.top);
        return new DOMRect(box.x, at, box.width, Math.min(box.bottom, controls.bottom) - at);
      };
      const boxes = [...document.querySelectorAll('button')]
        .map((button) => ({
          name: named(button),
          box: visible(button),
          size: button.getBoundingClientRect(),
          cut:
            button.scrollWidth > button.clientWidth + 1 ||
            button.scrollHeight > button.clientHeight + 1,
        }))
        .filter(({ box }) => box.height > 0);
      for (const { name, box, size, cut } of boxes) {
        const inside =
          box.left >= -1 && box.top >= -1 && box.right <= width + 1 && box.bottom <= height + 1;
        if (!inside)
          wrong.push(`"${name}" is outside: ${Math.round(box.top)}–${Math.round(box.bottom)}`);
        if (Math.min(size.width, size.height) < least)
          wrong.push(`"${name}" is small: ${Math.round(size.width)} × ${Math.round(size.height)}`);
        if (cut) wrong.push(`"${name}" is cut`);
      }
      boxes.forEach((one, i) =>
        boxes.slice(i + 1).forEach((other) => {
          const apart =
            one.box.right <= other.box.left + 1 ||
            other.box.right <= one.box.left + 1 ||
            one.box.bottom <= other.box.top + 1 ||
            other.box.bottom <= one.box.top + 1;
          if (!apart) wrong.push(`"${one.name}" covers "${other.name}"`);
        }),
      );
      const stage = document.querySelector('.message')?.getBoundingClientRect();
      const area = document.querySelector('.stage')?.getBoundingClientRect();
      const bottom = Math.min(stage?.bottom ?? height, area?.height ? area.bottom : height);
      const top = Math.max(stage?.top ?? 0, area?.height ? area.top : 0);
      for (const text of document.querySelectorAll('h1, .line, .fact, .entry-shown')) {
        const box = text.getBoundingClientRect();
        if (box.right > width + 1 || box.left < -1) wrong.push(`"${named(text)}" is too wide`);
        // Large text may be scrolled; its title, and what was typed, is always seen.
        const must = whole || text.matches('h1, .entry-shown');
        if (must && (box.bottom > bottom + 2 || box.top < top - 2))
          wrong.push(
            `"${named(text)}" is cut: ${Math.round(box.top)}–${Math.round(box.bottom)} of ${Math.round(top)}–${Math.round(bottom)}`,
          );
      }
      const drawing = document.querySelector('.bank')?.getBoundingClientRect();
      const steel = document.querySelector('.bank svg')?.getBoundingClientRect();
      if (
        drawing &&
        steel &&
        (steel.bottom > drawing.bottom + 1 || steel.right > drawing.right + 1)
      )
        wrong.push('the drawing is larger than its place');
      for (const { name, box } of boxes) {
        const over =
          drawing && drawing.height > 0 && box.left < drawing.right && box.right > drawing.left;
        if (over && box.top < drawing.bottom - 1 && box.bottom > drawing.top + 1)
          wrong.push(`"${name}" covers the drawing`);
      }
      for (const { name, box } of boxes)
        if (
          box.top < bottom - 2 &&
          box.bottom > top &&
          box.right > (stage?.left ?? 0) &&
          box.left < (stage?.right ?? 0)
        )
          wrong.push(`"${name}" covers what is said`);
      return wrong;
    },
    [smallest, textIsWhole] as const,
  );
}

describe.skipIf(!hasChromium || !existsSync(builtScreen))('every screen', () => {
  beforeAll(async () => {
    stage = await viewStage(views[0] as KioskView);
    page = stage.page;
  });
  afterAll(() => stage.close());

  test('was met in the stories', () => {
    const screens = new Set(views.map(({ screen }) => screen));
    for (const screen of [
      'home',
      'identify',
      'chooseParcel',
      'opening',
      'takeParcel',
      'another',
      'thanks',
      'notRecognised',
      'nothingHere',
      'didNotOpen',
      'help',
      'accessibility',
      'outOfService',
    ])
      expect([...screens]).toContain(screen);
  });

  for (const [name, viewport] of [
    ['portrait', portrait],
    ['landscape', landscape],
  ] as const)
    for (const appearance of [
      {},
      { textSize: 200, highContrast: true },
      { lowControls: true },
    ] as const)
      test(`WCAG 2.5.8: fits in ${name} with ${JSON.stringify(appearance)}`, async () => {
        await page.setViewportSize(viewport);
        const wrong: string[] = [];
        for (const view of views) {
          await stage.show(view, appearance);
          for (const misfit of await misfits(SMALLEST_TARGET_PX, !('textSize' in appearance)))
            wrong.push(`${view.screen}: ${misfit}`);
        }
        expect(wrong).toEqual([]);
      });

  test.each([{}, { highContrast: true }])(
    'has no fault that axe can see, with %j',
    async (appearance) => {
      await page.setViewportSize(portrait);
      const wrong: string[] = [];
      for (const view of different) {
        await stage.show(view, appearance);
        const { violations } = await new AxeBuilder({ page })
          // Only what is wrong is described; and no second page is opened to gather it.
          .options({ resultTypes: ['violations'] })
          .setLegacyMode(true)
          // Pinching is off by design: the kiosk has text sizes of its own.
          .disableRules('meta-viewport')
          .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
          .analyze();
        for (const { id, nodes } of violations)
          wrong.push(`${view.screen}: ${id} ${nodes[0]?.html.slice(0, 80)}`);
      }
      expect(wrong).toEqual([]);
    },
    AXE_MS,
  );

  test('a tap says which screen it was on, and a double tap is one wish', async () => {
    const choose = views.find(({ screen }) => screen === 'chooseParcel') as KioskView;
    await stage.show(choose);
    stage.intents.length = 0;
    await page.locator('.choices button').first().dblclick();
    await eventually('the press', () => stage.intents.some(({ type }) => type === 'press'));
    await page.waitForTimeout(200);
    const presses = stage.intents.filter(({ type }) => type === 'press');
    expect(presses).toHaveLength(1);
    expect(presses.every((press) => press.view === stage.current().number)).toBe(true);
  });

  test('everything can be reached and pressed by keys, in the order in which it is read', async () => {
    const home = views.find(({ screen }) => screen === 'home') as KioskView;
    await stage.show(home);
    stage.intents.length = 0;
    const reached: string[] = [];
    for (let i = 0; i < home.items.length + home.tools.length; i += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
    }
    const labels = [...home.items, ...home.tools].map(({ label }) => label.text);
    labels.forEach((label, i) => expect(reached[i]).toContain(label));
    await page.keyboard.press('Enter');
    await eventually('the press', () => stage.intents.some(({ type }) => type === 'press'));
  });

  test('WCAG 2.4.7: each stop of the keypad has a ring on the thing that it names, and is scrolled into sight', async () => {
    await page.setViewportSize(landscape);
    const wrong: string[] = [];
    // Between them these have drawn lockers, letters, digits, choices, facts, buttons and tools.
    for (const screen of [
      'wiringWhich',
      'signInName',
      'signInPin',
      'chooseParcel',
      'serviceKiosk',
    ]) {
      const view = views.find((each) => each.screen === screen) as KioskView;
      for (const { id, does } of stopsOf(view)) {
        await stage.show({ ...view, focus: id }, { textSize: 200 });
        const rings = await page.evaluate(() => {
          const elements = [...document.querySelectorAll<HTMLElement>('[data-focused]')];
          return elements.map((element) => {
            const { top, bottom, left, right } = element.getBoundingClientRect();
            const { innerHeight, innerWidth } = window;
            const outline = getComputedStyle(element).outlineStyle;
            return {
              seen: top >= -1 && left >= -1 && bottom <= innerHeight + 1 && right <= innerWidth + 1,
              drawn: outline === 'solid' || element.querySelector('.ring-over') !== null,
              name: element.dataset['item'] ?? element.dataset['key'] ?? element.dataset['locker'],
            };
          });
        });
        const [ring] = rings;
        const names = does === null ? undefined : does.type === 'key' ? does.key : does.item;
        const named = names === undefined || ring?.name === names.replace('isLocker:', '');
        if (rings.length !== 1 || !ring?.seen || !ring.drawn || !named)
          wrong.push(`${screen} ${id}: ${JSON.stringify(rings)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('[F45] a finger signs: its strokes come as they were drawn, and a palm beside it draws nothing', async () => {
    await page.setViewportSize(portrait);
    const view = views.find(({ screen }) => screen === 'sign') as KioskView;
    await stage.show(view);
    stage.intents.length = 0;
    const box = await page.locator('.signature').boundingBox();
    if (!box) throw new Error('there is no field to sign in');
    const at = (x: number, y: number, id: number): object => ({
      ...{ x: box.x + (x / FIELD.width) * box.width, y: box.y + (y / FIELD.height) * box.height },
      id,
    });
    const glass = await page.context().newCDPSession(page);
    const touch = (type: string, touchPoints: readonly object[]): Promise<unknown> =>
      glass.send('Input.dispatchTouchEvent', { type, touchPoints } as never);
    await touch('touchStart', [at(100, 100, 1)]);
    for (const x of [200, 400, 600]) await touch('touchMove', [at(x, 100 + x / 4, 1)]);
    await touch('touchStart', [at(600, 250, 1), at(900, 380, 2)]);
    await touch('touchMove', [at(700, 300, 1), at(900, 390, 2)]);
    await touch('touchEnd', []);
    await eventually('the stroke', () => stage.intents.some(({ type }) => type === 'stroke'));
    const strokes = stage.intents.filter((intent) => intent.type === 'stroke');
    expect(strokes).toHaveLength(1);
    const points = strokes[0]?.points ?? [];
    const wanted = [
      [100, 100],
      [200, 150],
      [400, 200],
      [600, 250],
      [700, 300],
    ];
    expect(points).toHaveLength(wanted.length);
    points.forEach(([x, y], i) => {
      expect(Math.hypot(x - (wanted[i]?.[0] ?? 0), y - (wanted[i]?.[1] ?? 0))).toBeLessThan(4);
    });
    // What the finger has drawn stays on the glass until the kiosk shows it.
    expect(await page.locator('.signature-stroke').last().getAttribute('d')).toMatch(/^M\d+ \d+L/);
    expect(stage.intents.some(({ type }) => type === 'activity')).toBe(false);
  });

  test('a new screen is read from its title on', async () => {
    for (const view of views.slice(0, 6)) {
      await stage.show(view);
      const focused = await page.evaluate(() => document.activeElement?.textContent);
      expect(focused).toBe(view.title.text);
    }
  });
});
