import { rawOf, type Credential } from './base/credential.ts';
import type { Result } from './base/result.ts';
import { knownFormats, knownNames } from './locker/badge/known.ts';
import { masked } from './locker/badge/masked.ts';
import { readBadge, type BadgeProblem, type BadgeReading } from './locker/badge/read.ts';
import { row, verbatim } from './service/phrases.ts';
import type { Phrase, ServiceRead, ServiceRow } from './session/service-world.ts';

/** One tap for a technician: what the reader delivered, and what the badge format makes of it. */
type Read = Result<BadgeReading, BadgeProblem>;

export function badgeRead(device: string, credential: Credential, read: Read): ServiceRead {
  return {
    device,
    kind: 'badge',
    raw: rawOf(credential),
    shown: shapeOf(credential),
    rows: [...numberRows(read), ...otherNumbers(credential)],
  };
}

/** The same in short, for the page of the reader. */
export function tapRows(credential: Credential, read: Read): readonly ServiceRow[] {
  return [row('service.badge.last', shapeOf(credential)), ...numberRows(read)];
}

function shapeOf(credential: Credential): Phrase {
  switch (credential.kind) {
    case 'bits': {
      const count = credential.bits.length;
      const cut = credential.bits.replaceAll(/[01]/g, '').length;
      return cut === 0
        ? { key: 'service.badge.bits', values: { count } }
        : { key: 'service.badge.bitsCutOff', values: { count, cut } };
    }
    case 'uid':
      return { key: 'service.badge.uid', values: { count: credential.hex.length / 2 } };
    case 'text':
      return { key: 'service.badge.text', values: { count: credential.text.length } };
  }
}

function numberRows(read: Read): readonly ServiceRow[] {
  if (!read.ok)
    return [
      row('service.badge.number', { key: `service.badge.problem.${read.error.code}` }, 'bad'),
    ];
  const { number, fields } = read.value;
  return [
    row('service.badge.number', verbatim(masked(number)), 'good'),
    ...(fields.facilityCode === undefined
      ? []
      : [row('service.badge.facility', verbatim(fields.facilityCode))]),
  ];
}

/** The card by every known format that fits: the end of each tells which is printed on it. */
function otherNumbers(credential: Credential): readonly ServiceRow[] {
  const card = asChip(credential);
  return knownNames.flatMap((name) => {
    const read = readBadge(knownFormats[name], card);
    return read.ok ? [row(verbatim(name), verbatim(masked(read.value.number)))] : [];
  });
}

/** A reader that prints the chip number in hexadecimal is read like one that delivers its bytes. */
function asChip(credential: Credential): Credential {
  const text = credential.kind === 'text' ? credential.text.trim() : '';
  return /^(?:[0-9a-f]{2}){4,32}$/i.test(text)
    ? { kind: 'uid', hex: text.toUpperCase() }
    : credential;
}
