import { endsWith, type CarrierRule } from '../carrier-rule.ts';
import { gs1Check, mod7 } from '../check-digits.ts';

const carrier = 'DHL';

/** DHL Express, eCommerce and Paket. One random ten-digit number in ten passes for a waybill. */
export const dhlRules: readonly CarrierRule[] = [
  {
    carrier,
    service: 'Express',
    shape: /^(\d{10,11})$/,
    fits: ([, number = '']) => endsWith(mod7)(number),
    weak: true,
  },
  { carrier, service: 'Express piece', shape: /^J[A-Z]{2,3}\d{9,10}$/ },
  { carrier, service: 'Paket piece', shape: /^J?JD\d{16,20}$/ },
  {
    carrier,
    service: 'Paket',
    // An SSCC under the company numbers that DHL Paket prints.
    shape: /^(?:00)?(34043[34]\d{12})$/,
    fits: ([, number = '']) => endsWith(gs1Check)(number),
  },
  {
    carrier,
    service: 'eCommerce',
    shape: /^(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)\d{10,39}$/,
  },
  { carrier, service: 'eCommerce', shape: /^\d{14}$/, weak: true },
];
