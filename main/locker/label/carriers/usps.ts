import { endsWith, type CarrierRule } from '../carrier-rule.ts';
import { gs1Check } from '../check-digits.ts';

const fits = endsWith(gs1Check);
const carrier = 'USPS';

/** Before the number a label may hold 420 and where it goes: ZIP, or ZIP+4. It is no part of it. */
function impb(service: string, route: string, digits: number): CarrierRule {
  return {
    carrier,
    service,
    shape: new RegExp(`^${route}(9[2-5]\\d{${digits - 2}})$`),
    tracking: ([, number = '']) => number,
    fits: ([, number = '']) => fits(number),
  };
}

/** The older form has the same check over a 91 that is not always printed. */
function legacy(service: string, route: string): CarrierRule {
  return {
    carrier,
    service,
    shape: new RegExp(`^${route}((?:91)?\\d{20})$`),
    tracking: ([, number = '']) => number,
    fits: ([, number = '']) => fits(number.length === 20 ? `91${number}` : number),
  };
}

const ZIP = '420\\d{5}';
const ZIP4 = '420\\d{9}';

/** The United States Postal Service: the Intelligent Mail package barcode and what came before it. */
export const uspsRules: readonly CarrierRule[] = [
  impb('IMpb', '', 22),
  impb('IMpb long', '', 26),
  impb('IMpb with ZIP', ZIP, 22),
  impb('IMpb long with ZIP', ZIP, 26),
  impb('IMpb with ZIP+4', ZIP4, 22),
  impb('IMpb long with ZIP+4', ZIP4, 26),
  {
    carrier,
    service: 'USPS 20',
    shape: /^(\d{2}\d{9}\d{8}\d)$/,
    fits: ([, number = '']) => fits(number),
  },
  legacy('USPS 91', ''),
  legacy('USPS 91 with ZIP', ZIP),
  legacy('USPS 91 with ZIP+4', ZIP4),
];
