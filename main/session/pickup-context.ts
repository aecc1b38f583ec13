import { present } from '../base/assert.ts';
import type { SessionEnd } from '../contract/event.ts';
import type { Box } from '../locker/box.ts';
import type { Attention } from './attention.ts';
import type { SessionEvent } from './events.ts';
import type { Timers } from './timeouts.ts';
import type { VisitInput, VisitWords } from './visit.ts';
import type { Person } from './world.ts';

/** What a pickup remembers, and the questions that it asks with it. */
export interface PickupInput {
  readonly sessionId: string;
  readonly person: Person;
  readonly boxes: readonly Box[];
  readonly reopenable: readonly Box[];
  readonly timers: Timers;
}

export interface PickupContext extends PickupInput {
  readonly attention: Attention;
  readonly chosen: Box | null;
  readonly purpose: 'pickup' | 'reopen';
  /** Where the visit to a door stands. */
  readonly stage: string;
  readonly end: SessionEnd;
}

export interface PickupOutput {
  readonly end: SessionEnd;
}

export function boxNamed(boxes: readonly Box[], event: SessionEvent): Box | null {
  if (!('arg' in event)) return null;
  return boxes.find((box) => String(box.locker) === event.arg) ?? null;
}

const words: VisitWords = {
  screen: 'takeParcel',
  openTitle: 'take.title',
  openBody: 'take.body',
  closeBody: 'close.body',
  didNotOpen: 'didNotOpen.body',
  unknown: 'unknown.body',
};

export function visitOf(context: PickupContext): VisitInput {
  const box = present(context.chosen, 'the box to open');
  return {
    question: {
      sessionId: context.sessionId,
      contactId: context.person.contactId,
      codeId: context.person.codeId,
      purpose: context.purpose,
      locker: box.locker,
      parcelIds: box.parcels.map((parcel) => parcel.id),
    },
    timers: context.timers,
    words,
    wait: 'afterPickup',
    others: context.boxes.length > 1,
  };
}
