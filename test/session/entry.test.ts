import { describe, expect, test } from 'vitest';
import { emptyEntry, isFull, shown, typed, type Entry } from '../../main/session/entry.ts';

const pin = emptyEntry('pin', { kind: 'digits', secret: true, maxLength: 4 });
const code = emptyEntry('code', { kind: 'digits', secret: false, maxLength: 8 });
const name = emptyEntry('name', { kind: 'text', secret: false, maxLength: 5 });
const keys = (entry: Entry, ...pressed: string[]): Entry => pressed.reduce(typed, entry);

describe('typing, key by key', () => {
  test('a PIN is shown only by its length', () => {
    const entry = keys(pin, '1', '2', '3');
    expect(entry.text).toBe('123');
    expect(shown(entry)).toBe('•••');
  });

  test('digits stand in groups of three', () => {
    expect(shown(keys(code, ...'1234567'))).toBe('123\u202f456\u202f7');
  });

  test('what does not belong or does not fit changes nothing', () => {
    expect(keys(pin, 'a', ' ', '12').text).toBe('');
    expect(keys(name, '\u0007', '\n', 'ab').text).toBe('');
    const full = keys(pin, ...'12345');
    expect(full.text).toBe('1234');
    expect(isFull(full)).toBe(true);
  });

  test('correct takes one sign away, also one of two code units, and nothing from nothing', () => {
    expect(keys(name, 'a', '😀', 'correct').text).toBe('a');
    expect(keys(name, 'correct').text).toBe('');
  });

  test('after a capital the keys are small again; signs stay until they are left', () => {
    expect(keys(name, 'upper', 'A').layer).toBe('lower');
    expect(keys(name, 'signs', '@', '#').layer).toBe('signs');
    expect(keys(pin, 'upper').layer).toBe('lower');
  });
});
