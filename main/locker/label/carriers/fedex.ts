import { endsWith, type CarrierRule } from '../carrier-rule.ts';
import { fedexCheck, gs1Check } from '../check-digits.ts';

const express = endsWith(fedexCheck);
const ground = endsWith(gs1Check);
const carrier = 'FedEx';

/** FedEx Express and Ground. On long labels the number that people know is only a part. */
export const fedexRules: readonly CarrierRule[] = [
  {
    carrier,
    service: 'Ground 96',
    shape: /^96\d{2}\d{3}(\d{15})$/,
    tracking: ([, number = '']) => number,
    fits: ([, number = '']) => ground(number),
  },
  {
    carrier,
    service: 'Ground GSN',
    shape: /^96\d{18}(\d{14})$/,
    tracking: ([, body = '']) => body.slice(-12),
    fits: ([, body = '']) => express(body),
  },
  {
    carrier,
    service: 'Express 34',
    // Fourteen digits of routing, the postal code, then thirteen and the check.
    shape: /^[0-8]\d{14}\d{5}(\d{14})$/,
    tracking: ([, body = '']) => body.slice(-12),
    fits: ([, body = '']) => express(body),
  },
  {
    carrier,
    service: 'ASTRA',
    shape: /^3\d{15}(\d{12})\d{4}$/,
    tracking: ([, number = '']) => number,
    fits: ([, number = '']) => express(number),
  },
  {
    carrier,
    service: 'Express',
    shape: /^(\d{12})$/,
    fits: ([, number = '']) => express(number),
  },
  {
    carrier,
    service: 'Ground',
    shape: /^(\d{15})$/,
    fits: ([, number = '']) => ground(number),
  },
  {
    carrier,
    service: 'Ground SSCC',
    shape: /^(?:00)?(\d{18})$/,
    fits: ([, number = '']) => ground(number),
  },
];
