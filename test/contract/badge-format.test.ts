import { describe, expect, test } from 'vitest';
import atrium from '../../assets/cabinets/atrium-24.json' with { type: 'json' };
import { readCabinet } from '../../main/contract/cabinet.ts';
import { problemText } from '../../main/contract/problems.ts';

describe('a badge format in the cabinet file', () => {
  const problemsOf = (badgeFormat: object, bank?: object): readonly string[] => {
    const read = readCabinet({
      ...atrium,
      ...(bank && { badgeFormat: bank }),
      badgeReaders: [{ id: 'front', protocol: 'osdp', port: 'sim:front', badgeFormat }],
    });
    return read.ok ? [] : read.error.map(problemText);
  };
  const card = { of: 'card' };

  test('stands for the bank, and for one reader', () => {
    expect(
      problemsOf({ from: 'bits', layout: 'H10301', number: [card] }, { from: 'text' }),
    ).toEqual([]);
  });

  test.each([
    [
      { from: 'uid' },
      'badgeReaders[0].badgeFormat: it reads uid, and its readers (osdp) give bits',
    ],
    [{ from: 'bits', number: [card] }, 'badgeReaders[0].badgeFormat.number: a part needs a layout'],
    [
      { from: 'bits', layout: 'H10302', number: [{ of: 'facility' }] },
      'badgeReaders[0].badgeFormat.number: a part needs a layout',
    ],
    [
      { from: 'bits', layout: { bits: 8, card: [4, 9] } },
      'badgeReaders[0].badgeFormat.layout: there are no bits 4 to 9 in a card of 8',
    ],
    [{ from: 'bits', layout: 'H10305' }, 'badgeReaders[0].badgeFormat.layout'],
  ])('%j is refused', (format, problem) => {
    expect(problemsOf(format).join('\n')).toContain(problem);
  });
});
