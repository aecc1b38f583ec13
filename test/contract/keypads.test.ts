import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { problemText } from '../../main/contract/problems.ts';
import { keypadProfileNames } from '../../main/base/keypad.ts';
import { root } from '../support/program.ts';

/** The keypad of a cabinet file: a model, or keys that were learnt. */
const bank = JSON.parse(
  readFileSync(join(root, 'assets/cabinets/atrium-24.json'), 'utf8'),
) as object;
const plain = {
  id: 'keypad',
  protocol: 'boot-keyboard',
  device: { vendorId: '2047', productId: '0a01' },
  profile: 'ez-access-8',
};

function problems(...keypads: readonly object[]): string {
  const read = readCabinet({ ...bank, keypads });
  return read.ok ? '' : read.error.map(problemText).join('\n');
}

test('each model that is known can be named', () => {
  for (const profile of keypadProfileNames) expect(problems({ ...plain, profile })).toBe('');
});

test('learnt keys and a sensed jack can be named', () => {
  const keys = { KeyN: 'next', '0x9a': 'select', 'Control+KeyQ': 'cancel' };
  expect(problems({ ...plain, profile: 'learnt', keys, jack: { in: 'F15', out: 'F16' } })).toBe('');
});

test.each([
  ['a model that nobody knows', { profile: 'nine-keys' }, 'keypads[0].profile'],
  ['a key that does not exist', { keys: { F25: 'next' } }, 'must be the name of a key'],
  ['a meaning that does not exist', { keys: { F20: 'open' } }, 'keypads[0].keys'],
  ['learnt without keys', { profile: 'learnt' }, 'at least a key for next and one for select'],
  [
    'learnt without select',
    { profile: 'learnt', keys: { F20: 'next' } },
    'at least a key for next and one for select',
  ],
  ['a jack with one key', { jack: { in: 'F15', out: 'F15' } }, 'in and out must be two keys'],
  ['a device without a name', { device: { vendorId: 'storm' } }, 'keypads[0].device'],
])('%s is told with its place', (_what, change, words) => {
  expect(problems({ ...plain, ...change })).toContain(words);
});

test('two devices of one name are told', () => {
  expect(problems({ ...plain, id: 'doors' })).toContain('the name "doors" is taken by');
});
