import { describe, expect, test } from 'vitest';
import { createWedgeFilter, type TypedKey } from '../../main/host/wedge-filter.ts';
import { TestClock } from '../support/test-clock.ts';

/** A window with the filter in front of it, and whoever types. */
function keyboard() {
  const clock = new TestClock();
  let stalledMs = 0;
  const page: string[] = [];
  const kept: number[] = [];
  const filter = createWedgeFilter({
    clock: { ...clock, monotonic: () => clock.monotonic() + stalledMs },
    release: ({ key }) => page.push(key),
    kept: (keys) => kept.push(keys),
  });
  function press(key: string, held: Partial<TypedKey> = {}): void {
    const all = { key, shift: false, command: false, repeat: false, ...held };
    if (!filter.press(all)) page.push(key);
  }
  return {
    clock,
    page,
    kept,
    press,
    async type(keys: readonly string[], everyMs: number) {
      for (const key of keys) {
        press(key);
        await clock.step(everyMs);
      }
    },
    stall: (ms: number) => (stalledMs += ms),
  };
}

const label = [...'1Z999AA10123456784'];

describe('what a scanner types never reaches the page', () => {
  test.each([0, 1, 8, 16, 46])('a label with Enter, a key every %i ms', async (everyMs) => {
    const { type, page, kept, clock } = keyboard();
    await type([...label, 'Enter'], everyMs);
    await clock.step(200);
    expect({ page, kept }).toEqual({ page: [], kept: [19] });
  });

  test('a label between a prefix and a suffix that are no characters', async () => {
    const { type, press, page, kept, clock } = keyboard();
    press('b', { command: true });
    await type(label, 8);
    press('c', { command: true });
    await type(['Tab'], 8);
    await clock.step(200);
    expect({ page, kept }).toEqual({ page: [], kept: [21] });
  });

  test('capital letters: neither the letters nor Shift', async () => {
    const { type, page, kept, clock } = keyboard();
    await type(['Shift', 'A', 'Shift', 'B', 'Shift', 'C', '1', '2', '3', 'Enter'], 4);
    await clock.step(200);
    expect({ page, kept }).toEqual({ page: [], kept: [7] });
  });

  test('an Enter that lags behind its label by less than a tenth of a second', async () => {
    const { type, page, kept, clock } = keyboard();
    await type(label, 8);
    await clock.step(80);
    await type(['Enter'], 8);
    await clock.step(200);
    expect({ page, kept }).toEqual({ page: [], kept: [19] });
  });

  test('a label whose middle waited while the process was busy', async () => {
    const { type, stall, page, kept, clock } = keyboard();
    await type(label.slice(0, 4), 8);
    stall(300);
    // The timer of the pause fires first, the waiting keys come behind it.
    await clock.step(45);
    await type([...label.slice(4), 'Enter'], 0);
    await clock.step(200);
    expect({ page, kept }).toEqual({ page: [], kept: [19] });
  });
});

describe('what a person types does', () => {
  test('each key, one pause late', async () => {
    const { press, page, clock } = keyboard();
    press('Tab');
    await clock.step(49);
    expect(page).toEqual([]);
    await clock.step(1);
    expect(page).toEqual(['Tab']);
  });

  test('a fast typist, in order, Enter at the end', async () => {
    const { type, page, kept, clock } = keyboard();
    const word = [...'lockers-demo', 'Enter'];
    await type(word, 60);
    await clock.step(200);
    expect({ page, kept }).toEqual({ page: word, kept: [] });
  });

  test('five fingers rolled over the keys', async () => {
    const { type, page, kept, clock } = keyboard();
    await type([...'asdf', 'Enter'], 15);
    await clock.step(200);
    expect({ page, kept }).toEqual({ page: [...'asdf', 'Enter'], kept: [] });
  });

  test('a key that is held down goes on telling itself', async () => {
    const { press, page, clock } = keyboard();
    press('Backspace');
    await clock.step(500);
    for (let i = 0; i < 8; i += 1) {
      press('Backspace', { repeat: true });
      await clock.step(33);
    }
    expect(page).toEqual(Array.from({ length: 9 }, () => 'Backspace'));
  });

  test('a letter that only their own keyboard has, behind those before it', async () => {
    const { type, page, clock } = keyboard();
    await type([...'gü'], 20);
    expect(page).toEqual(['g', 'ü']);
    await type(['n'], 20);
    await clock.step(200);
    expect(page).toEqual(['g', 'ü', 'n']);
  });

  test('a command key never, but the keys behind it', async () => {
    const { press, type, page, clock } = keyboard();
    press('Control');
    press('q', { command: true });
    await clock.step(100);
    await type(['x'], 100);
    expect(page).toEqual(['x']);
  });
});

describe('a person types while somebody scans', () => {
  test('keys before and after the scan arrive', async () => {
    const { type, page, kept, clock } = keyboard();
    await type(['h', 'i'], 70);
    await type([...label, 'Enter'], 8);
    await clock.step(100);
    await type(['o', 'k'], 70);
    await clock.step(100);
    expect({ page, kept }).toEqual({ page: ['h', 'i', 'o', 'k'], kept: [19] });
  });

  test('a key in the middle of the scan is lost with it', async () => {
    const { type, page, kept, clock } = keyboard();
    await type([...label.slice(0, 9), 'x', ...label.slice(9), 'Enter'], 8);
    await clock.step(200);
    expect({ page, kept }).toEqual({ page: [], kept: [20] });
  });
});
