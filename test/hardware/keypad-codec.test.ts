import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyName, keyOf } from '../../main/base/key-name.ts';
import { keypadActions, keypadProfileNames } from '../../main/base/keypad.ts';
import {
  noKeysDown,
  readKeyReport,
  REPORT_BYTES,
} from '../../hardware/keypad/boot-keyboard/codec.ts';
import { keypadProfiles } from '../../hardware/keypad/profiles.ts';

/** Random bytes and reports; a longer run with `RESTANTE_PROOF=1`. */
const RUNS = process.env['RESTANTE_PROOF'] === '1' ? 100_000 : 1_000;
const report = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(' '), (byte) => parseInt(byte, 16));

function read(...reports: readonly Uint8Array[]) {
  let state = noKeysDown;
  const wrong: string[] = [];
  const pressed = reports.flatMap((each) => {
    const result = readKeyReport(state, each);
    state = result.state;
    if (result.wrong !== null) wrong.push(result.wrong);
    return result.pressed;
  });
  return { state, pressed, wrong };
}

const UP = report('00 00 00 00 00 00 00 00');
const ACTION = report('00 00 6f 00 00 00 00 00');

describe('reports of a keypad', () => {
  test("hold the keys of the maker's own examples", () => {
    expect(read(report('00 00 72 00 00 00 00 00')).pressed).toEqual(['F23']);
    expect(read(report('20 00 04 00 00 00 00 00')).pressed).toEqual(['Shift+KeyA']);
  });

  test('a key that stays down is one press, and the same key twice is two', () => {
    expect(read(ACTION, ACTION, ACTION).pressed).toEqual(['F20']);
    expect(read(ACTION, UP, ACTION).pressed).toEqual(['F20', 'F20']);
  });

  test('a key that is held while another is pressed is not pressed again, wherever it stands', () => {
    const both = report('00 00 6e 6f 00 00 00 00');
    expect(read(ACTION, both, ACTION).pressed).toEqual(['F20', 'F19']);
  });

  test('a fist on the keys presses nothing, nor do the keys that were down when it is lifted', () => {
    const fist = report('00 00 01 01 01 01 01 01');
    expect(read(ACTION, fist, ACTION)).toMatchObject({ pressed: ['F20'], wrong: [] });
    expect(read(fist, UP).pressed).toEqual([]);
  });

  test('what is not eight bytes long, or holds a modifier as a key, is named and thrown away', () => {
    expect(read(ACTION.subarray(0, 7)).wrong).toEqual(['a report of 7 bytes']);
    expect(read(Uint8Array.of(1, ...ACTION)).wrong).toEqual(['a report of 9 bytes']);
    expect(read(new Uint8Array(0)).wrong).toEqual(['a report of 0 bytes']);
    const wrong = read(report('00 00 6f e1 00 00 00 00'));
    expect(wrong).toMatchObject({ pressed: [], wrong: ['a modifier in the place of a key'] });
  });

  test('a flipped bit presses at most one other key and never two; no report carries a checksum', () => {
    for (let bit = 0; bit < REPORT_BYTES * 8; bit += 1) {
      const flipped = ACTION.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { pressed } = read(flipped);
      const keys = [...flipped.subarray(2)].filter((usage) => usage > 3);
      expect(pressed.length).toBeLessThanOrEqual(keys.length);
      // The maker's byte says nothing; with a modifier it is another key, and Action is not pressed.
      if (bit < 8) expect(pressed).not.toContain('F20');
      if (bit >= 8 && bit < 16) expect(pressed).toEqual(['F20']);
    }
  });

  test('random bytes never throw, and press only keys that went down', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 10 }), { maxLength: 12 }), (reports) => {
        const { pressed, state } = read(...reports);
        const most = reports.filter(({ length }) => length === REPORT_BYTES).length * 6;
        expect(pressed.length).toBeLessThanOrEqual(most);
        for (const key of pressed) expect(keyOf(key)).not.toBeNull();
        expect(read(...reports, UP).state.down).toEqual([]);
        expect(state.down.every((usage) => usage > 3 && usage < 0xe0)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('names of keys', () => {
  test('every key has one, and it leads back to the key', () => {
    for (let usage = 0x04; usage < 0xe0; usage += 1)
      for (let modifiers = 0; modifiers < 16; modifiers += 1)
        expect(keyOf(keyName(usage, modifiers))).toEqual({ usage, modifiers });
  });

  test('a right-hand modifier counts as the left one', () => {
    expect(keyName(0x14, 0x10)).toBe('Control+KeyQ');
  });

  test.each([
    '',
    'F25',
    'Key',
    'f20',
    'Control+',
    'Alt+Control+KeyQ',
    'Hyper+KeyQ',
    '0xe1',
    '0x01',
  ])('"%s" is none', (name) => expect(keyOf(name)).toBeNull());
});

describe('profiles', () => {
  test.each(keypadProfileNames)(
    '%s: its keys exist, mean something, and name their document',
    (name) => {
      const { keys, source } = keypadProfiles[name];
      for (const [key, action] of Object.entries(keys)) {
        expect(keyOf(key), key).not.toBeNull();
        expect(keypadActions).toContain(action);
      }
      // NEXT and SELECT alone complete every screen, so every keypad has both.
      expect(Object.values(keys)).toEqual(expect.arrayContaining(['next', 'select']));
      expect(source.length).toBeGreaterThan(20);
    },
  );

  test('the eight keys of EZ Access are F17 to F24', () => {
    const usages = Object.keys(keypadProfiles['ez-access-8'].keys).map((key) => keyOf(key)?.usage);
    expect(usages.sort()).toEqual([0x6c, 0x6d, 0x6e, 0x6f, 0x70, 0x71]);
  });

  test('the rate keys of the AudioNav EF 1409-34011 are F24 and F23', () => {
    expect(keypadProfiles['storm-audionav-ef'].keys).toMatchObject({
      F24: 'slower',
      F23: 'faster',
    });
  });
});
