import { endsWith, type CarrierRule } from '../carrier-rule.ts';
import { glsCheck, luhn, mod10, mod37of36, mod7 } from '../check-digits.ts';

/** Couriers and forwarders beside the big ones. Where no check is given the maker documents none. */
export const courierRules: readonly CarrierRule[] = [
  { carrier: 'Amazon', service: 'Logistics', shape: /^TB[ABCM]\d{12}$/ },
  { carrier: 'Amazon', service: 'international', shape: /^[ACF]\d{10}$/ },
  {
    carrier: 'OnTrac',
    service: 'parcel',
    // The letter counts as its digit: C is 4, D is 5.
    shape: /^([CD]\d{14})$/,
    fits: ([, number = '']) => endsWith((text) => mod10(text, [1, 2]))(number),
  },
  { carrier: 'LaserShip', service: 'parcel', shape: /^L[AIEHNX][1-3]\d{7}$/ },
  { carrier: 'LaserShip', service: '1LS', shape: /^1LS7(?:\d{11}|\d{12}|\d{14}|\d{15})$/ },
  { carrier: 'LaserShip', service: '1LSCX', shape: /^1LSCX[0-9A-Z]{10}$/ },
  { carrier: 'Landmark Global', service: 'parcel', shape: /^LTN\d{6,12}(?:N\d)?$/ },
  {
    carrier: 'DPD',
    service: 'parcel',
    shape: /^(\d{14}[0-9A-Z])$/,
    fits: ([, number = '']) => endsWith(mod37of36)(number),
    tracking: ([, number = '']) => number.slice(0, 14),
  },
  {
    carrier: 'DPD',
    service: 'routing label',
    // Postal code, parcel number, service, country; the check is not always in the symbol.
    shape: /^%?([0-9A-Z]{7}(\d{14})\d{3}\d{3}[0-9A-Z])$/,
    tracking: ([, , number = '']) => number,
    fits: ([, body = '']) => endsWith(mod37of36)(body),
  },
  {
    carrier: 'DPD',
    service: 'routing label',
    shape: /^%[0-9A-Z]{7}(\d{14})\d{6}$/,
    tracking: ([, number = '']) => number,
  },
  { carrier: 'DPD', service: 'parcel', shape: /^\d{14}$/, weak: true },
  { carrier: 'DPD UK', service: 'consignment', shape: /^\d{10}[A-Z]$/ },
  {
    carrier: 'Purolator',
    service: 'PIN',
    shape: /^(\d{12})$/,
    fits: ([, number = '']) => endsWith(luhn)(number),
    weak: true,
  },
  { carrier: 'Purolator', service: 'PIN', shape: /^[A-Z]{3}\d{9}$/ },
  {
    carrier: 'GLS',
    service: 'parcel',
    shape: /^(\d{12})$/,
    fits: ([, number = '']) => endsWith(glsCheck)(number),
    weak: true,
  },
  {
    carrier: 'Old Dominion',
    service: 'PRO',
    shape: /^(\d{11})$/,
    fits: ([, number = '']) => endsWith(luhn)(number),
    weak: true,
  },
  {
    carrier: 'XPO',
    service: 'PRO',
    shape: /^(\d{9})$/,
    fits: ([, number = '']) => endsWith(mod7)(number),
    weak: true,
  },
  { carrier: 'Canpar', service: 'parcel', shape: /^D\d{21}$/ },
  { carrier: 'Spee-Dee', service: 'parcel', shape: /^SP\d{18,20}$/ },
  { carrier: 'SF Express', service: 'waybill', shape: /^SF\d{12,13}$/ },
  { carrier: 'YunExpress', service: 'parcel', shape: /^YT\d{16}$/ },
  { carrier: 'Cainiao', service: 'parcel', shape: /^LP\d{14}$/ },
  { carrier: 'Evri', service: 'parcel', shape: /^[HTC]00[0-9A-Z]{13}$/ },
  { carrier: 'UniUni', service: 'parcel', shape: /^UU[A-Z0-9]{1,2}\d{12,16}$/ },
];
