import { codeDigits } from './codes.ts';
import { readLabel, type LabelReading } from './label/label.ts';
import { bare } from './label/tracking.ts';
import { readOwnCode, type OwnCode } from './own-code.ts';

/**
 * What does somebody mean by what they show at Home? One pure function for badges, scans and typed
 * codes; nobody is asked which it is, unless two meanings fit.
 *
 * Precedence, the first that finds a meaning ends it:
 *  1. A card at the badge reader is a badge and nothing else.
 *  2. A barcode of our own form is what the form says and nothing else.
 *  3. What is known here, all at once: whose badge is printed on it, whose Badge ID, which live code or
 *     PIN, which carrier's code, which parcel that is expected. Two of these are two meanings.
 *  4. What only has the form of a shipping label. Of random numbers of ten digits every tenth looks
 *     like one, so a form never stands against something known.
 *
 * What is typed is never a badge, or a Personnel ID that everybody can read would open lockers.
 */
export type Shown =
  | { readonly by: 'badge'; readonly text: string }
  | { readonly by: 'scan'; readonly aim: string | null; readonly data: string }
  | { readonly by: 'typed'; readonly text: string };

/** What the store knows. Each answers only for what counts now: live codes, badges that are valid. */
export interface Knowledge {
  /** The text as the reader gave it; the site's badge format is applied behind this. */
  badgeHolder(text: string): { readonly type: 'contact' | 'user'; readonly id: string } | null;
  /** The Badge ID of somebody of the staff; answers null where Contactless Lockers is off. */
  userBadge(badgeId: string): string | null;
  /** Everybody's codes and PINs that have these digits. */
  codes(digits: string): readonly LiveCode[];
  /** Whose carrier code it is. */
  carrier(digits: string): string | null;
  /** A reservation names this tracking number, or the mailroom has received it. */
  isExpected(tracking: string): boolean;
  /** Too many wrong codes: none is looked at, right or wrong. Badges and labels work on. */
  readonly codesLocked: boolean;
}

export interface LiveCode {
  readonly use: 'pickup' | 'storage' | 'oneTime';
  readonly id: string;
}

export type Meaning =
  | { readonly kind: 'recipient'; readonly contactId: string }
  /** `badge`: their PIN is asked for. `barcode`: it stands for user name and password. */
  | { readonly kind: 'staff'; readonly userId: string; readonly by: 'badge' | 'barcode' }
  | { readonly kind: 'code'; readonly code: LiveCode }
  | { readonly kind: 'carrier'; readonly userId: string }
  | { readonly kind: 'label'; readonly reading: LabelReading; readonly expected: boolean };

export type Resolution =
  | { readonly outcome: 'one'; readonly meaning: Meaning }
  /** In the order in which they are offered. */
  | { readonly outcome: 'several'; readonly meanings: readonly Meaning[] }
  /** `isGuess`: it could have been a code, so it counts as a wrong one. */
  | { readonly outcome: 'none'; readonly isGuess: boolean }
  | { readonly outcome: 'codesLocked' };

/** Codes and PINs have 6 or 8 digits, carrier codes 6–10, Badge IDs of some sites fewer. */
const CODE_FORM = /^\d{4,10}$/;
/** Carriers' numbers begin at nine digits. */
const LONGEST_OWN_CODE = 8;

export function resolve(shown: Shown, known: Knowledge): Resolution {
  switch (shown.by) {
    case 'badge':
      return resolution(holderOf(shown.text, known), false);
    case 'typed':
      return resolveText(readLabel(null, shown.text.trim()), known, null);
    case 'scan': {
      const own = readOwnCode(shown.data);
      if (own) return resolveOwn(own, known);
      const printed = [...holderOf(shown.data, known), ...userBadge(shown.data, known)];
      return resolveText(readLabel(shown.aim, shown.data), known, printed);
    }
  }
}

function resolveOwn(own: OwnCode, known: Knowledge): Resolution {
  if (known.codesLocked && own.kind !== 'userBadge') return { outcome: 'codesLocked' };
  return resolution(ownMeanings(own, known), true);
}

function resolveText(
  reading: LabelReading,
  known: Knowledge,
  /** What is printed on it as a badge; null where it was typed. */
  badges: readonly Meaning[] | null,
): Resolution {
  if (reading.kind === 'rejected') return { outcome: 'none', isGuess: false };
  const digits = codeDigits(reading.data);
  const code = digits !== null && CODE_FORM.test(digits) ? digits : null;
  const facts = [
    ...(badges ?? []),
    ...(code !== null && !known.codesLocked ? codeMeanings(code, known) : []),
    ...expectedLabel(reading, known),
  ];
  const meanings = facts.length > 0 ? facts : labelByForm(reading, code, badges !== null);
  if (meanings.length === 0 && code !== null && known.codesLocked)
    return { outcome: 'codesLocked' };
  return resolution(meanings, code !== null || reading.kind === 'text');
}

function ownMeanings({ kind, value }: OwnCode, known: Knowledge): readonly Meaning[] {
  switch (kind) {
    case 'userBadge':
      return userBadge(value, known);
    case 'carrier':
      return codeMeanings(value, known).filter((meaning) => meaning.kind === 'carrier');
    case 'pickup':
    case 'storage':
    case 'oneTime':
      return codeMeanings(value, known).filter(
        (meaning) => meaning.kind === 'code' && meaning.code.use === kind,
      );
  }
}

function holderOf(text: string, known: Knowledge): readonly Meaning[] {
  const holder = known.badgeHolder(text);
  if (!holder) return [];
  return holder.type === 'contact'
    ? [{ kind: 'recipient', contactId: holder.id }]
    : [{ kind: 'staff', userId: holder.id, by: 'badge' }];
}

function userBadge(badgeId: string, known: Knowledge): readonly Meaning[] {
  const userId = known.userBadge(badgeId);
  return userId === null ? [] : [{ kind: 'staff', userId, by: 'barcode' }];
}

function codeMeanings(digits: string, known: Knowledge): readonly Meaning[] {
  const userId = known.carrier(digits);
  return [
    ...known.codes(digits).map((code): Meaning => ({ kind: 'code', code })),
    ...(userId === null ? [] : [{ kind: 'carrier', userId } as const]),
  ];
}

/** Also a number of no form that is known here, if somebody waits for it. */
function expectedLabel(reading: LabelReading, known: Knowledge): readonly Meaning[] {
  const numbers = [reading.data, ...trackingNumbers(reading)];
  const expected = numbers.some((number) => known.isExpected(bare(number)));
  return expected ? [{ kind: 'label', reading, expected }] : [];
}

/** Nine or ten digits pass as a label only if they were scanned and a check digit fits; fewer never do. */
function labelByForm(
  reading: LabelReading,
  code: string | null,
  isScan: boolean,
): readonly Meaning[] {
  const label = { kind: 'label', reading, expected: false } as const;
  switch (reading.kind) {
    case 'sscc':
    case 'gs1':
    case 'envelope':
      return [label];
    case 'tracking': {
      if (code === null) return [label];
      const fits = reading.candidates.some(({ check }) => check === 'ok');
      return isScan && code.length > LONGEST_OWN_CODE && fits ? [label] : [];
    }
    case 'product':
    case 'url':
    case 'own-code':
    case 'text':
    case 'rejected':
      return [];
  }
}

function trackingNumbers({ candidates }: LabelReading): readonly string[] {
  return candidates.map(({ tracking }) => tracking);
}

function resolution(found: readonly Meaning[], isGuess: boolean): Resolution {
  const meanings = withoutDoubles(found);
  const [first] = meanings;
  if (first === undefined) return { outcome: 'none', isGuess };
  return meanings.length === 1
    ? { outcome: 'one', meaning: first }
    : { outcome: 'several', meanings };
}

/** A badge of the staff that is printed as its Badge ID is one meaning: it needs no PIN where it is a barcode. */
function withoutDoubles(meanings: readonly Meaning[]): readonly Meaning[] {
  const byBarcode = new Set(
    meanings.flatMap((each) =>
      each.kind === 'staff' && each.by === 'barcode' ? [each.userId] : [],
    ),
  );
  return meanings.filter(
    (each) => !(each.kind === 'staff' && each.by === 'badge' && byBarcode.has(each.userId)),
  );
}
