import { present } from '../base/assert.ts';
import type { SessionEnd } from '../contract/event.ts';
import type { Settings } from '../contract/settings.ts';
import type { Stroke } from '../contract/strokes.ts';
import type { Box, BoxOwner } from '../locker/box.ts';
import { noAttention, type Attention } from './attention.ts';
import type { Hand, SessionEvent } from './events.ts';
import type { Proof, SignQuestion } from './pickup-world.ts';
import { lockerAccess, type Timers } from './timeouts.ts';
import type { VisitInput, VisitWords } from './visit.ts';
import type { VisitsInput, VisitsOutput } from './visits-context.ts';
import type { Person } from './world.ts';

/** What a pickup remembers, and the questions that it asks with it. */
export interface PickupInput {
  readonly sessionId: string;
  readonly person: Person;
  readonly boxes: readonly Box[];
  readonly reopenable: readonly Box[];
  readonly settings: Settings['pickup'];
  readonly hand: Hand;
  readonly timers: Timers;
}

export interface PickupContext extends PickupInput {
  readonly attention: Attention;
  /** What the person collects now; null where there is only one kind. */
  readonly kind: BoxOwner['of'] | null;
  /** Whose doors open now, or were the last that did. */
  readonly chosen: readonly Box[];
  readonly purpose: 'pickup' | 'reopen';
  /** Drawn and not yet confirmed; gone with whoever leaves. */
  readonly strokes: readonly Stroke[];
  /** A finger, and still no drawing. */
  readonly inWords: boolean;
  /** They have confirmed an empty field. */
  readonly drewNothing: boolean;
  /** What they have said of receiving parcels in this session. */
  readonly proof: Proof | null;
  /** Parcels for which it is written down. */
  readonly signedFor: readonly string[];
  /** Where the visit to a door stands. */
  readonly stage: string;
  readonly end: SessionEnd;
}

export interface PickupOutput {
  readonly end: SessionEnd;
}

export function firstContext(input: PickupInput): PickupContext {
  return {
    ...input,
    attention: noAttention,
    kind: null,
    chosen: [],
    purpose: 'pickup',
    strokes: [],
    inWords: false,
    drewNothing: false,
    proof: null,
    signedFor: [],
    stage: '',
    end: 'done',
  };
}

export function boxNamed(boxes: readonly Box[], event: SessionEvent): Box | null {
  if (!('arg' in event)) return null;
  return boxes.find((box) => String(box.locker) === event.arg) ?? null;
}

/** `[F47]` Personal and department parcels: there is a choice only where both wait. */
export function hasBothKinds({ boxes }: PickupContext): boolean {
  return new Set(boxes.map(({ owner }) => owner.of)).size > 1;
}

/** What is shown to choose from: of the kind that was chosen, then whatever is left. */
export function waiting({ boxes, kind }: PickupContext): readonly Box[] {
  const ofKind = boxes.filter(({ owner }) => owner.of === kind);
  return ofKind.length > 0 ? ofKind : boxes;
}

/** `[F42]` At the keypad one door at a time: whoever listens cannot watch several. */
export function opensAll(context: PickupContext): boolean {
  const { settings, hand } = context;
  return settings.openAllAtOnce && hand === 'finger' && waiting(context).length > 1;
}

/** Whoever listens, or cannot draw, confirms in words. */
export function confirmsInWords({ hand, inWords }: PickupContext): boolean {
  return hand === 'keypad' || inWords;
}

function unsigned({ settings, purpose, chosen, signedFor }: PickupContext): readonly string[] {
  if (!settings.recipientSignature || purpose !== 'pickup') return [];
  const ids = chosen.flatMap(({ parcels }) => parcels.map(({ id }) => id));
  return ids.filter((id) => !signedFor.includes(id));
}

/** Asked once in a session, and written down for the parcels of each door before it opens. */
export function mustSign(context: PickupContext): boolean {
  return context.proof === null && unsigned(context).length > 0;
}

export function mustWriteDown(context: PickupContext): boolean {
  return unsigned(context).length > 0;
}

export function signQuestion(context: PickupContext): SignQuestion {
  return {
    sessionId: context.sessionId,
    contactId: context.person.contactId,
    parcelIds: unsigned(context),
    proof: present(context.proof, 'what was signed'),
  };
}

/** It is written down now: the drawing itself is needed no more. */
export function signed(
  context: PickupContext,
  { signatureId }: { readonly signatureId: string | null },
): Partial<PickupContext> {
  return {
    proof: signatureId === null ? { by: 'words' } : { by: 'earlier', signatureId },
    signedFor: [...context.signedFor, ...unsigned(context)],
    strokes: [],
  };
}

/** From now on these are collected; for a while they may be opened again. */
export function collected(
  context: PickupContext,
  lockers: readonly number[],
): Partial<PickupContext> {
  const taken = context.chosen.filter(({ locker }) => lockers.includes(locker));
  const others = context.reopenable.filter(({ locker }) => !lockers.includes(locker));
  return {
    boxes: context.boxes.filter(({ locker }) => !lockers.includes(locker)),
    reopenable: lockerAccess(context.timers) > 0 ? [...others, ...taken] : others,
  };
}

export function closedIn({ results }: VisitsOutput): readonly number[] {
  return results.flatMap(({ locker, result }) => (result === 'closed' ? [locker] : []));
}

const pickupWords: VisitWords = {
  screen: 'takeParcel',
  openTitle: 'take.title',
  openBody: 'take.body',
  closeBody: 'close.body',
  didNotOpen: 'didNotOpen.body',
  unknown: 'unknown.body',
  safe: 'safe.parcel',
  notAuthorised: 'refused.nothingLeft',
  help: 'help.door',
};
const reopenWords: VisitWords = {
  ...pickupWords,
  openBody: 'take.again.body',
  didNotOpen: 'take.again.didNotOpen',
  unknown: 'take.again.unknown',
  safe: undefined,
};

function visitTo(context: PickupContext, box: Box, others: boolean): VisitInput {
  const { sessionId, person, purpose, timers } = context;
  return {
    question: {
      sessionId,
      contactId: person.contactId,
      codeId: person.codeId,
      purpose,
      locker: box.locker,
      parcelIds: box.parcels.map((parcel) => parcel.id),
    },
    timers,
    words: purpose === 'pickup' ? pickupWords : reopenWords,
    wait: 'afterPickup',
    others,
  };
}

export function visitOf(context: PickupContext): VisitInput {
  const box = present(context.chosen[0], 'the box to open');
  return visitTo(context, box, context.boxes.length > 1);
}

export function visitsOf(context: PickupContext): VisitsInput {
  return { visits: context.chosen.map((box) => visitTo(context, box, false)) };
}
