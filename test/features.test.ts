import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { featureTable, path } from './features.ts';

test('the table of features is current (npm run features writes it)', () => {
  expect(readFileSync(path, 'utf8')).toBe(featureTable());
});
