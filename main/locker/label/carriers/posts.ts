import { endsWith, type CarrierRule } from '../carrier-rule.ts';
import { gs1Check, s10Check } from '../check-digits.ts';
import { isCountry } from '../countries.ts';

/** The operators whose country has one name for its post; elsewhere the country is enough. */
const operators: Readonly<Record<string, string>> = {
  AT: 'Österreichische Post',
  AU: 'Australia Post',
  BE: 'bpost',
  BR: 'Correios',
  CA: 'Canada Post',
  CH: 'Swiss Post',
  CN: 'China Post',
  DE: 'Deutsche Post',
  DK: 'PostNord',
  ES: 'Correos',
  FI: 'Posti',
  FR: 'La Poste',
  GB: 'Royal Mail',
  HK: 'Hongkong Post',
  IE: 'An Post',
  IN: 'India Post',
  IT: 'Poste Italiane',
  JP: 'Japan Post',
  KR: 'Korea Post',
  NL: 'PostNL',
  NO: 'Posten Norge',
  NZ: 'New Zealand Post',
  PL: 'Poczta Polska',
  PT: 'CTT',
  SE: 'PostNord',
  SG: 'SingPost',
  US: 'USPS',
};

/** UPU S10, the form of every post: service, eight digits, check, country. */
export const S10 = /^([A-Z]{2})(\d{8})(\d)([A-Z]{2})$/;

export function postOf(country: string): string {
  return operators[country] ?? `Post (${country})`;
}

export const postRules: readonly CarrierRule[] = [
  {
    carrier: 'S10',
    service: 'UPU S10',
    shape: S10,
    fits: ([, , serial = '', check, country = '']) =>
      isCountry(country) && check === s10Check(serial),
  },
  {
    carrier: 'Canada Post',
    service: 'PIN',
    shape: /^(\d{16})$/,
    fits: ([, number = '']) => endsWith(gs1Check)(number),
  },
  {
    carrier: 'Australia Post',
    service: 'eParcel',
    // GTIN of the post, then AI 91 with its article number.
    shape: /^0199312650999998(?:91|21)([0-9A-Z]{10,23})$/,
    tracking: ([, article = '']) => article,
  },
  { carrier: 'PostNL', service: '3S', shape: /^3S[A-Z]{4}[0-9A-Z]{7,9}$/ },
  {
    carrier: 'bpost',
    service: 'parcel',
    shape: /^3232\d{20}$/,
  },
  { carrier: 'La Poste', service: 'Colissimo', shape: /^[0-9][A-Z]\d{11}$/ },
];
