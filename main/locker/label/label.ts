import type { TrackingCandidate } from './carrier-rule.ts';
import { gs1Check } from './check-digits.ts';
import { isEnvelope, readEnvelope } from './envelope.ts';
import { isSscc, readGs1, type Gs1Element } from './gs1.ts';
import { textProblem } from './scan-text.ts';
import { isGs1, symbologyOf } from './symbology.ts';
import { bare, trackingCandidates } from './tracking.ts';

/**
 * What a scanned label is. A pure rule: the session asks it at Home and at drop-off, the inspector
 * for whoever wonders. Whether one of our own codes is meant only the store can tell; what may be one
 * is named.
 */
export type LabelKind =
  | 'tracking'
  | 'sscc'
  | 'gs1'
  | 'envelope'
  | 'product'
  | 'url'
  /** Digits or a short text as this product itself prints them. */
  | 'own-code'
  | 'text'
  | 'rejected';

/** Codes of our own that such a text may be; the store decides. */
export type OwnCode = 'pickup-code' | 'carrier-code' | 'user-badge';

export interface LabelReading {
  readonly kind: LabelKind;
  readonly aim: string | null;
  readonly symbology: string | null;
  readonly data: string;
  /** Most likely first; a bad check digit is a warning, not a refusal. */
  readonly candidates: readonly TrackingCandidate[];
  readonly ownCodes: readonly OwnCode[];
  readonly elements: readonly Gs1Element[];
  readonly fields: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

export function readLabel(aim: string | null, data: string): LabelReading {
  const empty = {
    aim,
    symbology: symbologyOf(aim),
    data,
    candidates: [],
    ownCodes: [],
    elements: [],
    fields: {},
  };
  const problem = textProblem(aim, data);
  if (problem !== null) return { ...empty, kind: 'rejected', problems: [problem] };
  if (isEnvelope(data)) return { ...empty, ...enveloped(data) };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(data) || /^www\./i.test(data))
    return { ...empty, kind: 'url', ownCodes: [], problems: [] };
  if (aim === ']E0' || aim === ']E4') return { ...empty, ...product(data) };
  // A number of the US post in GS1 clothes: the 9x belongs to the number and is no identifier.
  const postal = /^\x1d?(420\d{5}(?:\d{4})?)\x1d?(9[1-5]\d{20}(?:\d{4})?)$/.exec(data);
  if (postal) return { ...empty, ...routed(postal[1] ?? '', postal[2] ?? '') };
  if (isGs1(aim) || data.includes('\x1d')) return { ...empty, ...elementString(data) };
  return { ...empty, ...plain(data) };
}

type Found = Pick<LabelReading, 'kind' | 'problems'> & Partial<LabelReading>;

function enveloped(data: string): Found {
  const { tracking, fields, elements, problems } = readEnvelope(data);
  const candidates = tracking === null ? [] : trackingCandidates(tracking);
  return {
    kind: candidates.length > 0 ? 'tracking' : 'envelope',
    candidates,
    elements,
    fields: tracking === null ? fields : { ...fields, tracking },
    problems: [...problems, ...checkWarning(candidates)],
  };
}

function routed(route: string, number: string): Found {
  const candidates = trackingCandidates(route + number);
  const postcode = route.slice(3);
  return {
    kind: 'tracking',
    candidates,
    elements: [{ ai: '420', name: 'ship to post code', value: postcode }],
    fields: { postcode, tracking: number },
    problems: checkWarning(candidates),
  };
}

function elementString(data: string): Found {
  const whole = trackingCandidates(data.replaceAll('\x1d', '')).filter(
    (candidate) => candidate.check === 'ok',
  );
  const { elements, problems } = readGs1(data);
  const sscc = elements.find((element) => element.ai === '00')?.value;
  // FedEx, USPS and Australia Post print numbers in GS1-128 that are no element strings.
  if (sscc === undefined && problems.length > 0 && whole.length > 0)
    return { kind: 'tracking', candidates: whole, problems: [] };
  const inside = sscc === undefined ? whole : trackingCandidates(sscc);
  return {
    kind: sscc === undefined ? 'gs1' : 'sscc',
    candidates: inside,
    elements,
    problems,
  };
}

function product(data: string): Found {
  const check = gs1Check(data.slice(0, -1));
  const whole = /^\d{8,14}$/.test(data) && data.endsWith(check);
  return {
    kind: 'product',
    problems: whole ? [] : [`The check digit of this article number would be ${check}.`],
  };
}

function plain(data: string): Found {
  const candidates = trackingCandidates(data);
  const ownCodes = ownCodesOf(data);
  const number = bare(data).replace(/^00(?=\d{18}$)/, '');
  if (isSscc(number)) return { kind: 'sscc', candidates, ownCodes, problems: [] };
  if (candidates.length > 0)
    return { kind: 'tracking', candidates, ownCodes, problems: checkWarning(candidates) };
  if (/^\d{4,10}$/.test(data)) return { kind: 'own-code', ownCodes, problems: [] };
  return {
    kind: 'text',
    ownCodes,
    problems: ['It has the form of no carrier number that is known here.'],
  };
}

/** A pickup code or PIN has 4–10 digits, a carrier code 6–10; a user's badge may hold any short text. */
function ownCodesOf(data: string): readonly OwnCode[] {
  const codes: OwnCode[] = [];
  if (/^\d{4,10}$/.test(data)) codes.push('pickup-code');
  if (/^\d{6,10}$/.test(data)) codes.push('carrier-code');
  if (/^[ -~]{1,64}$/.test(data)) codes.push('user-badge');
  return codes;
}

function checkWarning(candidates: readonly TrackingCandidate[]): readonly string[] {
  const [first] = candidates;
  if (first?.check !== 'bad') return [];
  return [
    `The check digit does not fit; as a number of ${first.carrier} it is mistyped or forged.`,
  ];
}
