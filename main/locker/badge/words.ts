import type { BadgeFormat, BadgePart, BitsFormat } from '../../contract/badge-format.ts';
import { layoutOf } from './read.ts';

/** `Bits, H10301, parity checked, facility 123; the card number, decimal`: a format for technicians. */
export function formatWords(format: BadgeFormat): string {
  const made = format.from === 'text' ? textWords(format) : numberWords(format);
  return [sourceWords(format), made].filter((words) => words !== '').join('; ');
}

function sourceWords(format: BadgeFormat): string {
  switch (format.from) {
    case 'bits':
      return ['Bits', ...bitWords(format)].join(', ');
    case 'uid':
      return ['Chip number', ...bitWords(format)].join(', ');
    case 'text':
      return ['Text as it is', ...endWords(format)].join(', ');
    case 'decText':
    case 'hexText':
      return [
        format.from === 'decText' ? 'Decimal text' : 'Hexadecimal text',
        ...endWords(format),
        ...(format.width === undefined ? [] : [`as ${format.width} bits`]),
        ...bitWords(format),
      ].join(', ');
  }
}

function endWords({
  stripPrefix,
  stripSuffix,
}: Extract<BadgeFormat, { stripPrefix: string }>): readonly string[] {
  return [
    ...(stripPrefix === '' ? [] : [`without ${stripPrefix.length} characters in front`]),
    ...(stripSuffix === '' ? [] : [`without ${stripSuffix.length} characters at the end`]),
  ];
}

function bitWords(format: BitsFormat): readonly string[] {
  const layout = layoutOf(format);
  const facilities = format.facilities.join(', ');
  return [
    ...orderWords(format),
    ...(layout === null
      ? []
      : [
          typeof format.layout === 'string' ? format.layout : `own layout of ${layout.bits} bits`,
          format.parity === 'checked' ? 'parity checked' : 'without parity',
        ]),
    ...(facilities === '' ? [] : [`facility ${facilities}`]),
  ];
}

function orderWords({ byteOrder, bitOrder }: BitsFormat): readonly string[] {
  if (byteOrder === 'reversed') return [bitOrder === 'reversed' ? 'backwards' : 'last byte first'];
  return bitOrder === 'reversed' ? ['each byte backwards'] : [];
}

function textWords({ leadingZeros, digits }: Extract<BadgeFormat, { from: 'text' }>): string {
  return [
    ...(leadingZeros === 'drop' ? ['zeros in front dropped'] : []),
    ...(digits === 0 ? [] : [`filled up with zeros to ${digits}`]),
  ].join(', ');
}

function numberWords({ number, base, join }: BitsFormat): string {
  const parts = number.map(partWords).join(join === '' ? ' and ' : ` ${join} `);
  return `${parts}, ${base === 'dec' ? 'decimal' : 'hexadecimal'}`;
}

const PARTS = {
  all: 'all bits',
  data: 'all bits but the parity',
  facility: 'facility code',
  card: 'card number',
} as const;

function partWords(part: BadgePart): string {
  return `${placeWords(part)}${zeroWords(part.digits)}`;
}

function placeWords(part: BadgePart): string {
  if ('of' in part) return PARTS[part.of];
  const { from, to } = part;
  if (to === undefined && from < 0) return `last ${-from} bits`;
  if (to !== undefined && from === 0 && to > 0) return `first ${to} bits`;
  return `bits from ${from} to ${to ?? 'the end'}`;
}

function zeroWords(digits: BadgePart['digits']): string {
  if (digits === 0) return '';
  return digits === 'full' ? ' with zeros in front' : ` with zeros up to ${digits} digits`;
}
