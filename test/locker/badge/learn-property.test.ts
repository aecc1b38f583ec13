import { describe, expect, test } from 'vitest';
import { hexOfBits, type Credential } from '../../../main/base/credential.ts';
import {
  badgeFormatSchema,
  layoutNames,
  type BadgeFormat,
  type LayoutName,
} from '../../../main/contract/badge-format.ts';
import { knownFormats, knownNames } from '../../../main/locker/badge/known.ts';
import { dataLength, layouts, withParity } from '../../../main/locker/badge/layouts.ts';
import { learnFormat } from '../../../main/locker/badge/learn.ts';
import { readBadge } from '../../../main/locker/badge/read.ts';
import { seeded } from '../../support/kiosk-world.ts';

/**
 * Whatever way of printing a site has and however its reader sends the cards: two cards teach it, or
 * leave it open and say so; a format that was learnt never gives a wrong number.
 */
const RUNS = process.env['RESTANTE_PROOF'] === '1' ? 200 : 3;
const FURTHER = 4;

interface Site {
  readonly name: string;
  /** A random card, as bits in the order of the wire or the chip. */
  readonly card: (random: () => number) => string;
  readonly printed: BadgeFormat;
  readonly readers: Readonly<Record<string, (bits: string) => Credential>>;
}

const backwards = (bits: string): string => Array.from(bits).toReversed().join('');
const bytesBackwards = (bits: string): string => bits.match(/.{8}/g)?.toReversed().join('') ?? '';
const asBits = (bits: string): Credential => ({ kind: 'bits', bits });
const asUid = (bits: string): Credential => ({ kind: 'uid', hex: hexOfBits(bits) });
const asText = (text: string): Credential => ({ kind: 'text', text });
const decimal = (bits: string): string => BigInt(`0b${bits}`).toString();

function randomBits(length: number, random: () => number): string {
  return Array.from({ length }, () => (random() < 0.5 ? '0' : '1')).join('');
}

function wiegandSites(layout: LayoutName): readonly Site[] {
  const { facility, parity } = layouts[layout];
  const site = facility ? facility[1] - facility[0] + 1 : 0;
  const code = randomBits(site, seeded(layout.length));
  const card = (random: () => number): string =>
    withParity(layouts[layout], code + randomBits(dataLength(layouts[layout]) - site, random));
  const cut = (bits: string): string =>
    Array.from(bits, (bit, i) => (parity.some((rule) => rule.bit === i) ? 'x' : bit)).join('');
  const readers = {
    bits: asBits,
    'bits backwards': (bits: string) => asBits(backwards(bits)),
    'bits with the parity cut off': (bits: string) => asBits(cut(bits)),
    'data bits alone': (bits: string) => asBits(cut(bits).replaceAll('x', '')),
  };
  const numbers: Readonly<Record<string, object>> = {
    card: { number: [{ of: 'card' }] },
    'card with zeros': { number: [{ of: 'card', digits: 'full' }] },
    ...(facility && {
      'facility-card': {
        join: '-',
        number: [
          { of: 'facility', digits: 'full' },
          { of: 'card', digits: 'full' },
        ],
      },
    }),
  };
  return Object.entries(numbers).map(([name, number]) => ({
    name: `${layout} ${name}`,
    card,
    printed: badgeFormatSchema.parse({ from: 'bits', layout, ...number }),
    readers,
  }));
}

function chipSites(): readonly Site[] {
  return knownNames
    .filter((name) => !layoutNames.some((layout) => layout === name))
    .flatMap((name) =>
      (name.startsWith('em') ? [40] : [32, 56]).map((length) => ({
        name: `${name} of ${length} bits`,
        // Never a number that begins with 08, which a phone would make up.
        card: (random) => `01${randomBits(length - 2, random)}`,
        printed: knownFormats[name],
        readers: {
          uid: asUid,
          'uid reversed': (bits) => asUid(safe(bytesBackwards(bits))),
          'hexadecimal text': (bits) => asText(hexOfBits(bits)),
          'reversed hexadecimal text': (bits) => asText(hexOfBits(bytesBackwards(bits))),
          'decimal text': (bits) => asText(decimal(bits)),
          'reversed decimal text': (bits) => asText(decimal(bytesBackwards(bits))),
        },
      })),
    );
}

/** Sent backwards such a number cannot be told from one that is made up; it is refused, not misread. */
function safe(bits: string): string {
  return bits.length === 32 && bits.startsWith('00001000') ? `01${bits.slice(2)}` : bits;
}

function numberOf(format: BadgeFormat, credential: Credential): string {
  const read = readBadge(format, credential);
  return read.ok ? read.value.number : read.error.code;
}

const sites = [...layoutNames.flatMap(wiegandSites), ...chipSites()];
describe('[F37] two cards of a site teach its badge format or leave it open, never a wrong one', () => {
  test.each(sites)('$name', (site) => {
    for (const [reader, send] of Object.entries(site.readers)) {
      const random = seeded(site.name.length * 31 + reader.length);
      for (let run = 0; run < RUNS; run += 1) {
        const tap = () => {
          const card = site.card(random);
          const printed = numberOf(
            site.printed,
            site.printed.from === 'bits' ? asBits(card) : asUid(card),
          );
          return { credential: send(card), printed };
        };
        const taps = [tap(), tap()];
        const result = learnFormat(taps);
        const at = `${reader}: ${JSON.stringify(taps)} ${JSON.stringify(result)}`;
        const formats = {
          none: () => [],
          format: () => ('format' in result ? [result.format] : []),
          several: () => ('formats' in result ? [...result.formats] : []),
        }[result.learnt]();
        const further = Array.from({ length: FURTHER }, tap);
        const right = formats.some((format) =>
          further.every(({ credential, printed }) => numberOf(format, credential) === printed),
        );
        expect(right, `${at} ${JSON.stringify(further)}`).toBe(true);
      }
    }
  });

  test.each(layoutNames.filter((name) => layouts[name].facility))(
    '%s: one card with a short number more, and nothing is left open',
    (name) => {
      const { facility = [0, 0], card } = layouts[name];
      const code = randomBits(facility[1] - facility[0] + 1, seeded(3));
      for (const site of wiegandSites(name).slice(0, 2))
        for (const [reader, send] of Object.entries(site.readers)) {
          // Nothing says then where the facility code ends.
          if (reader === 'data bits alone') continue;
          const random = seeded(reader.length);
          const numbers = [0, 1].map(() => randomBits(card[1] - card[0] + 1, random));
          const short = '111'.padStart(card[1] - card[0] + 1, '0');
          const taps = [...numbers, short].map((number) => {
            const whole = withParity(layouts[name], code + number);
            return {
              credential: send(whole),
              printed: numberOf(site.printed, asBits(whole)),
            };
          });
          expect(learnFormat(taps).learnt, `${site.name} by ${reader}`).toBe('format');
        }
    },
  );
});
