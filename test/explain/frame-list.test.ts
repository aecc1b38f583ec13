import { expect, test } from 'vitest';
import { frameInWords } from '../../hardware/simulator/frame-in-words.ts';

const seen = (hex: string) => ({ at: 0, direction: 'in', hex }) as const;

test('the list of frames on the bench says what each is, in every family’s own words', () => {
  expect(frameInWords('bcc-8a', seen('8A 01 05 11 9F'))).toBe('unlock-request · board 1 · lock 5');
  expect(frameInWords('kerong-cu16', seen('02 04 31 03 3A'))).toBe(
    'unlock-request · board 0 · lock 5',
  );
  expect(frameInWords('winnsen', seen('90 06 05 01 05 03'))).toBe(
    'unlock-request · station 1 · lock 5',
  );
});

test('noise and damage are named where they stand in the list', () => {
  expect(frameInWords('bcc-8a', seen('8A 01 05 11 9E'))).toContain(
    'The checksum (last byte) is 9E',
  );
  expect(frameInWords('wkly', seen('00'))).toContain('begins no frame of this family');
});
