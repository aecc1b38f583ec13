import type { CarrierRule, TrackingCandidate } from './carrier-rule.ts';
import { courierRules } from './carriers/couriers.ts';
import { dhlRules } from './carriers/dhl.ts';
import { fedexRules } from './carriers/fedex.ts';
import { S10, postOf, postRules } from './carriers/posts.ts';
import { upsRules } from './carriers/ups.ts';
import { uspsRules } from './carriers/usps.ts';

/** Whose parcel could this be? Many numbers fit more than one carrier, so there is never one answer. */
const rules: readonly CarrierRule[] = [
  ...upsRules,
  ...dhlRules,
  ...uspsRules,
  ...fedexRules,
  ...postRules,
  ...courierRules,
];

/** Blanks, dashes and brackets are printed for the eye. */
export function bare(text: string): string {
  return text.toUpperCase().replace(/[\s\-()]/g, '');
}

/** Every carrier that prints such a number, most likely first; those whose check fails come last. */
export function trackingCandidates(text: string): readonly TrackingCandidate[] {
  const number = bare(text);
  return rules
    .flatMap((rule) => {
      const parts = rule.shape.exec(number);
      return parts ? [ranked(rule, parts, number)] : [];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ candidate }) => candidate);
}

interface Ranked {
  readonly rank: number;
  readonly candidate: TrackingCandidate;
}

function ranked(rule: CarrierRule, parts: readonly string[], number: string): Ranked {
  const check = rule.fits === undefined ? 'none' : rule.fits(parts) ? 'ok' : 'bad';
  const country = S10.exec(number)?.[4];
  const carrier = rule.carrier === 'S10' && country !== undefined ? postOf(country) : rule.carrier;
  const tracking = rule.tracking?.(parts) ?? number;
  return {
    rank: rankOf(check, rule),
    candidate: { carrier, service: rule.service, tracking, check },
  };
}

function rankOf(check: TrackingCandidate['check'], rule: CarrierRule): number {
  if (check === 'bad') return rule.weak ? 5 : 4;
  if (rule.weak) return check === 'ok' ? 2 : 3;
  return check === 'ok' ? 0 : 1;
}
