import { endsWith, type CarrierRule } from '../carrier-rule.ts';
import { mod10 } from '../check-digits.ts';

const upsCheck = endsWith((text) => mod10(text, [1, 2]));

/** UPS: the 1Z number, the waybill, and what it hands on to the post. */
export const upsRules: readonly CarrierRule[] = [
  {
    carrier: 'UPS',
    service: '1Z',
    shape: /^1Z([0-9A-Z]{6}\d{2}[0-9A-Z]{7}\d)$/,
    fits: ([, body = '']) => upsCheck(body),
  },
  {
    carrier: 'UPS',
    service: 'waybill',
    shape: /^[AHJKTV](\d{10})$/,
    // The letter has no weight.
    fits: ([, digits = '']) => upsCheck(digits),
  },
  { carrier: 'UPS', service: 'Mail Innovations', shape: /^MI\d{6}[0-9A-Z]{1,22}$/ },
];
