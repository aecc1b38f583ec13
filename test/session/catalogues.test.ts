import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { localeSchema } from '../../main/contract/view.ts';
import { root } from '../support/program.ts';

type Catalogue = Readonly<Record<string, string>>;
type Elements = ReturnType<IntlMessageFormat['getAst']>;

const folder = join(root, 'assets', 'locales');
const catalogue = (locale: string): Catalogue =>
  JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')) as Catalogue;
const english = catalogue('en');
/** What only technicians read is in English for now; everything else is said in every language. */
const isForStaff = (key: string): boolean => key.startsWith('service.');
const isPublic = (key: string): boolean => !isForStaff(key);

/** In the parser's numbers: plain words, and the `#` of a plural. */
const SILENT: readonly number[] = [0, 7];

/** The names of the values that a message asks for. */
function valuesIn(elements: Elements, found = new Set<string>()): ReadonlySet<string> {
  for (const element of elements) {
    const asksForNothing = SILENT.includes(Number(element.type));
    if (!asksForNothing && 'value' in element) found.add(element.value);
    if ('options' in element)
      for (const option of Object.values(element.options)) valuesIn(option.value, found);
  }
  return found;
}

/** The forms that each plural of a message has, exact numbers left out. */
function formsIn(elements: Elements): readonly (readonly string[])[] {
  return elements.flatMap((element) =>
    'options' in element && 'pluralType' in element && element.pluralType === 'cardinal'
      ? [Object.keys(element.options).filter((form) => !form.startsWith('='))]
      : [],
  );
}

test('there is a catalogue for every language that a bank can have', () => {
  const files = readdirSync(folder).map((file) => file.replace('.json', ''));
  expect(files.sort()).toEqual([...localeSchema.options].sort());
});

describe.each(localeSchema.options)('%s', (locale) => {
  const words = catalogue(locale);
  const ast = (key: string): Elements => new IntlMessageFormat(words[key] ?? '', locale).getAst();

  test('says everything that the public reads, and nothing that is not asked', () => {
    expect(Object.keys(words).filter(isPublic).sort()).toEqual(
      Object.keys(english).filter(isPublic).sort(),
    );
    expect(Object.keys(words).filter((key) => words[key]?.trim() === '')).toEqual([]);
  });

  test('asks for no value that English does not get', () => {
    const strange = Object.keys(words).flatMap((key) => {
      const given = valuesIn(new IntlMessageFormat(english[key] ?? '', 'en').getAst());
      return [...valuesIn(ast(key))]
        .filter((name) => !given.has(name))
        .map((name) => `${key}: ${name}`);
    });
    expect(strange).toEqual([]);
  });

  test('counts with all the plural forms of its grammar', () => {
    const grammar = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    // Millions of lockers are a form of their own in French and Spanish, and nobody has them.
    const needed = grammar.filter((form) => form !== 'many' || locale === 'ar').sort();
    for (const key of Object.keys(words))
      for (const forms of formsIn(ast(key)))
        expect([key, ...[...forms].sort()]).toEqual([key, ...needed]);
  });
});

test('no message is left over: each key stands in the code, whole or by its beginning', () => {
  const code = ['main', 'renderer']
    .flatMap((part) =>
      readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => readFileSync(join(root, part, file), 'utf8')),
    )
    .join('\n');
  const built = (key: string): boolean => {
    const parts = key.split('.');
    return parts.some((_, i) => code.includes(`\`${parts.slice(0, i).join('.')}.\${`));
  };
  const unused = Object.keys(english).filter((key) => !code.includes(`'${key}'`) && !built(key));
  expect(unused).toEqual([]);
});
