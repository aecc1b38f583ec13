import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, spelledWords, wordsToFind } from '../../main/base/fold.ts';

describe('letters as people type them', () => {
  test.each([
    ['Renée Noël', 'renee noel'],
    ['Weiß WEISS', 'weiss weiss'],
    ['Søren Ærø Łukasz', 'soren aero lukasz'],
    ['İlker Işık', 'ilker isik'],
    ['Þóra Guðrún', 'thora gudrun'],
    ['Σωκράτης', 'σωκρατησ'],
    ['أحمد إبراهيم آدم ٱلله', 'احمد ابراهيم ادم الله'],
    ['فاطمة', 'فاطمه'],
    ['ليلى', 'ليلي'],
    ['مُحَمَّد', 'محمد'],
    ['محـــمد', 'محمد'],
    ['علاء', 'علا'],
    ['ﬁona Ｌｅｅ', 'fiona lee'],
  ])('%s is found as %s', (name, folded) => {
    expect(fold(name)).toBe(folded);
  });

  test('whatever was typed: folding it twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('words of a name', () => {
  test('an umlaut is typed as one letter or as two', () => {
    expect(spelledWords('Jörg Müller')).toEqual([
      ['jorg', 'joerg'],
      ['muller', 'mueller'],
    ]);
    expect(spelledWords('Mu\u0308ller')).toEqual([['muller', 'mueller']]);
  });

  test('a name with a dash or an apostrophe is found by its parts and in one', () => {
    expect([...wordsToFind('Anne-Marie O’Brien')]).toEqual([
      'anne',
      'marie',
      'o',
      'brien',
      'annemarie',
      'obrien',
    ]);
    expect([...wordsToFind(' ')]).toEqual([]);
  });
});
