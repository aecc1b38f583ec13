import type { SessionEnd } from '../contract/event.ts';
import type { Settings } from '../contract/settings.ts';
import type { Appearance, Locale } from '../contract/view.ts';
import type { Box } from '../locker/box.ts';
import { noAttention, type Attention } from './attention.ts';
import { plainAppearance } from './panel.ts';
import type { SignInOutput } from './sign-in.ts';
import type { StaffRole } from './service-world.ts';
import type { Timers } from './timeouts.ts';
import type { Identified, Person } from './world.ts';

/** What the kiosk machine remembers: the settings of this session, and who is there. */
export interface KioskInput {
  readonly settings: Settings;
  readonly anyDoor: boolean;
  /** Wall-clock milliseconds; null while doors answer. */
  readonly doorsSilentSince: number | null;
}

export interface Staff {
  readonly userId: string;
  readonly name: string;
  readonly role: StaffRole;
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
  readonly badge: string | null;
  /** Null when the person came with a badge, a code or a label. */
  readonly wanted: Wanted | null;
  readonly staffBadge: string | null;
  readonly staff: Staff | null;
  readonly person: Person | null;
  readonly boxes: readonly Box[];
  readonly reopenable: readonly Box[];
  /** Where the running story stands, to notice that it moved. */
  readonly stage: string | null;
  /** Nothing is asked of the person any more. */
  readonly farewell: boolean;
  readonly end: SessionEnd;
}

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
    badge: null,
    wanted: null,
    staffBadge: null,
    staff: null,
    person: null,
    boxes: [],
    reopenable: [],
    stage: null,
    farewell: false,
    end: 'done',
  };
}

/** After a session: everything of it is forgotten, and settings that came meanwhile count now. */
export function settled(context: KioskContext): KioskContext {
  return nobody({ ...context, settings: context.nextSettings ?? context.settings });
}

export function recognised(context: KioskContext, found: Identified): Partial<KioskContext> {
  if (found.outcome !== 'recognised') return {};
  const speaks = context.settings.languages.includes(found.person.locale);
  return {
    badge: null,
    person: found.person,
    boxes: found.boxes,
    reopenable: found.reopenable,
    locale: speaks ? found.person.locale : context.locale,
  };
}

export function signedIn(output: SignInOutput): Partial<KioskContext> {
  return output.outcome === 'signedIn' ? { staff: output.staff } : {};
}

export function notProvided(): never {
  throw new Error('This actor is provided by the kiosk');
}
