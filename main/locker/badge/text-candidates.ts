import { badgeFormatSchema, layoutNames, type BadgeFormat } from '../../contract/badge-format.ts';
import type { Sample } from './candidates.ts';
import { layouts } from './layouts.ts';

/** What a printed text may be: the number itself between two constant ends, or a number to be turned. */
type FromText = Extract<BadgeFormat, { from: 'text' | 'decText' | 'hexText' }>;

export function textCandidates(samples: readonly Sample[]): readonly FromText[] {
  const texts = samples.map(({ credential }) =>
    credential.kind === 'text' ? credential.text.trim() : '',
  );
  const same = asPrinted(texts, samples);
  const ends = endsOf(texts);
  // What is the number on every card is not turned round to be it once more.
  const isNumber = [{ stripPrefix: '', stripSuffix: '' }, ...ends].some((each) =>
    texts.every((text, i) => inside(text, each) === samples[i]?.printed.toUpperCase()),
  );
  return isNumber ? same : [...same, ...ends.flatMap((each) => turned(texts, each))];
}

function asPrinted(texts: readonly string[], samples: readonly Sample[]): readonly FromText[] {
  const [text = '', ...others] = texts;
  const printed = (samples[0]?.printed ?? '').replace(/^0+(?=.)/, '');
  const found: FromText[] = [];
  for (let at = text.toUpperCase().indexOf(printed.toUpperCase()); at >= 0;) {
    const stripSuffix = text.slice(at + printed.length);
    const shared = others.every((other) => other.endsWith(stripSuffix));
    for (let from = at; shared && from >= 0; from -= 1) {
      const stripPrefix = text.slice(0, from);
      // Between the prefix and the number only zeros may stand.
      if (!/^0*$/.test(text.slice(from, at))) break;
      if (!others.every((other) => other.startsWith(stripPrefix))) continue;
      if (Math.max(stripPrefix.length, stripSuffix.length) > LONGEST_END) continue;
      for (const leadingZeros of ['keep', 'drop'] as const)
        found.push(textFormat({ from: 'text', stripPrefix, stripSuffix, leadingZeros }));
    }
    at = text.toUpperCase().indexOf(printed.toUpperCase(), at + 1);
  }
  return found;
}

const LONGEST_END = 16;

function textFormat(draft: object): FromText {
  return badgeFormatSchema.parse(draft) as FromText;
}

/** So many bits a decimal number may stand for: chip numbers, and what Wiegand cards have. */
const CHIP_BITS = [32, 40, 56, 64, 24, 80];

interface Ends {
  readonly stripPrefix: string;
  readonly stripSuffix: string;
}

function inside(text: string, { stripPrefix, stripSuffix }: Ends): string {
  return text.slice(stripPrefix.length, text.length - stripSuffix.length).toUpperCase();
}

function turned(texts: readonly string[], ends: Ends): readonly FromText[] {
  const wiegand = [...new Set(layoutNames.map((name) => layouts[name].bits))];
  const inner = texts.map((text) => inside(text, ends));
  if (inner.every((text) => /^\d+$/.test(text))) {
    const dec = [...CHIP_BITS, ...wiegand].map((width) =>
      textFormat({ from: 'decText', ...ends, width }),
    );
    return inner.some((text) => text.length % 2 === 1) ? dec : [...dec, ...hex(ends, wiegand)];
  }
  return inner.every((text) => /^[0-9A-F]+$/.test(text)) ? hex(ends, wiegand) : [];
}

function hex(ends: Ends, wiegand: readonly number[]): readonly FromText[] {
  return [
    textFormat({ from: 'hexText', ...ends }),
    ...wiegand.map((width) => textFormat({ from: 'hexText', ...ends, width })),
  ];
}

/** Ends that all share, cut where no digit of a number can stand: `ID:`, `#`. */
function endsOf(texts: readonly string[]): readonly Ends[] {
  const [text = ''] = texts;
  const stripPrefix = /^.*[^0-9a-f](?=[0-9a-f]+[^0-9a-f]*$)/i.exec(text)?.[0] ?? '';
  const stripSuffix = /[^0-9a-f]*$/i.exec(text)?.[0] ?? '';
  const shared = texts.every((each) => each.startsWith(stripPrefix) && each.endsWith(stripSuffix));
  return shared && stripPrefix.length <= LONGEST_END ? [{ stripPrefix, stripSuffix }] : [];
}
