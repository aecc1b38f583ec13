import type { SessionEnd } from '../contract/event.ts';
import type { Settings } from '../contract/settings.ts';
import type { Appearance, Locale } from '../contract/view.ts';
import type { Box } from '../locker/box.ts';
import type { Shown } from '../locker/resolve.ts';
import { noAttention, type Attention } from './attention.ts';
import { emptyEntry, type Entry } from './entry.ts';
import type { Hand } from './events.ts';
import { plainAppearance } from './panel.ts';
import type { SignInOutput } from './sign-in.ts';
import type { Timers } from './timeouts.ts';
import type { Arrival, Identified, MeaningKind, Meant, Person, Staff } from './world.ts';

export type { Staff } from './world.ts';

/** What the kiosk machine remembers: the settings of this session, and who is there. */
export interface KioskInput {
  readonly settings: Settings;
  readonly anyDoor: boolean;
  /** Wall-clock milliseconds; null while doors answer. */
  readonly doorsSilentSince: number | null;
}

/** What was touched at Home. */
export type Wanted = 'pickUp' | 'dropOff' | 'store' | 'return' | 'signIn';

export interface KioskContext {
  readonly settings: Settings;
  /** Come during a session; they count from the next one. */
  readonly nextSettings: Settings | null;
  readonly timers: Timers;
  /** Whether at least one door board answers. */
  readonly anyDoor: boolean;
  readonly doorsSilentSince: number | null;
  readonly attention: Attention;
  readonly locale: Locale;
  readonly appearance: Appearance;
  readonly sessionId: string | null;
  /** A badge, a scan or a typed code that is still to be looked up. */
  readonly shown: Shown | null;
  /** What has been typed of a code. */
  readonly entry: Entry;
  readonly hand: Hand;
  /** The meanings of what was shown when there are several. */
  readonly offers: readonly MeaningKind[];
  readonly pick: number | null;
  /** What leads to a story other than pickup; its input is made of it. */
  readonly meant: Meant | null;
  /** Milliseconds until codes are looked at again, as told when the last one was shown. */
  readonly lockedForMs: number;
  /** Null when the person came with a badge, a code or a label. */
  readonly wanted: Wanted | null;
  readonly staffBadge: string | null;
  readonly staff: Staff | null;
  readonly person: Person | null;
  readonly boxes: readonly Box[];
  readonly reopenable: readonly Box[];
  /** `[F23]` They have taken something out in this session, and may owe something for it. */
  readonly collected: boolean;
  /** Where the running story stands, to notice that it moved. */
  readonly stage: string | null;
  /** Nothing is asked of the person any more. */
  readonly farewell: boolean;
  readonly end: SessionEnd;
}

/** The longest is a carrier's. */
export const noCode: Entry = emptyEntry('code', { kind: 'digits', secret: false, maxLength: 10 });

/** Nobody is here: nothing of the last person stays, and new settings count from now. */
export function nobody({ settings, anyDoor, doorsSilentSince }: KioskInput): KioskContext {
  return {
    settings,
    nextSettings: null,
    timers: settings.timers,
    anyDoor,
    doorsSilentSince,
    attention: noAttention,
    locale: settings.languages[0] ?? 'en',
    appearance: plainAppearance,
    sessionId: null,
    shown: null,
    entry: noCode,
    hand: 'finger',
    offers: [],
    pick: null,
    meant: null,
    lockedForMs: 0,
    wanted: null,
    staffBadge: null,
    staff: null,
    person: null,
    boxes: [],
    reopenable: [],
    collected: false,
    stage: null,
    farewell: false,
    end: 'done',
  };
}

/** After a session: everything of it is forgotten, and settings that came meanwhile count now. */
export function settled(context: KioskContext): KioskContext {
  return nobody({ ...context, settings: context.nextSettings ?? context.settings });
}

function recognised(context: KioskContext, found: Identified): Partial<KioskContext> {
  if (found.outcome !== 'recognised') return {};
  const { locale } = found.person;
  const speaks = locale !== null && context.settings.languages.includes(locale);
  return {
    shown: null,
    person: found.person,
    boxes: found.boxes,
    reopenable: found.reopenable,
    locale: speaks ? locale : context.locale,
  };
}

/** Whatever else it was, what was shown is looked up no more. */
export function lookedUp(context: KioskContext, found: Identified): Partial<KioskContext> {
  const done = { shown: null, offers: [], pick: null, entry: noCode } as const;
  switch (found.outcome) {
    case 'recognised':
      return { ...done, wanted: null, ...recognised(context, found) };
    case 'meant':
      return { ...done, wanted: null, meant: found.meant };
    case 'signedIn':
      return { ...done, wanted: null, staff: found.staff };
    case 'several':
      // It is asked about again as soon as the person has picked one.
      return { offers: found.offers, pick: null };
    case 'codesLocked':
      return { ...done, lockedForMs: found.forMs };
    case 'staff':
      return { ...done, wanted: null };
    case 'refused':
      return done;
  }
}

/** How this session begins. */
export function arrival({ shown, entry }: KioskContext): Arrival {
  if (shown !== null) return shown.by === 'typed' ? 'code' : shown.by;
  return entry.text === '' ? 'touch' : 'code';
}

/** *Mailroom Direct Drop Off*; carriers need *Carrier Direct Drop Off* besides. */
export function mayDropOff({ settings }: KioskContext, staff: Staff | null): boolean {
  const { mailroomDirect, carrierDirect } = settings.dropOff;
  const mailroom = staff?.role === 'administrator' || staff?.role === 'operator';
  return mailroomDirect && (mailroom || (staff?.role === 'carrier' && carrierDirect));
}

/** Carriers have nothing else to do here; the staff have touched it at Home, or shown a label. */
export function cameToDropOff(context: KioskContext, staff: Staff | null): boolean {
  const { wanted, meant } = context;
  const came = staff?.role === 'carrier' || wanted === 'dropOff' || meant?.kind === 'label';
  return came && mayDropOff(context, staff);
}

/** A carrier's code leads to a drop-off only where carriers may come by themselves. */
export function dropOffIsOn({ settings }: KioskContext, found: Identified): boolean {
  const { mailroomDirect, carrierDirect } = settings.dropOff;
  const carrier = found.outcome === 'meant' && found.meant.kind === 'carrier';
  return mailroomDirect && (!carrier || carrierDirect);
}

export function signedIn(output: SignInOutput): Partial<KioskContext> {
  return output.outcome === 'signedIn' ? { staff: output.staff } : {};
}

export function notProvided(): never {
  throw new Error('This actor is provided by the kiosk');
}
