import { present } from '../base/assert.ts';
import type { SessionEnd } from '../contract/event.ts';
import type { OpenRefusal, OpenVerdict } from '../door/operation.ts';
import type { Box } from '../locker/box.ts';
import type { Attention } from './attention.ts';
import type { SessionEvent } from './events.ts';
import type { Timers } from './timeouts.ts';
import type { OpenQuestion, Person, ReportQuestion } from './world.ts';

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
  readonly operationId: string | null;
  readonly refusal: OpenRefusal | null;
  readonly reported: boolean;
  readonly end: SessionEnd;
}

export interface PickupOutput {
  readonly end: SessionEnd;
}

export function boxNamed(boxes: readonly Box[], event: SessionEvent): Box | null {
  if (!('arg' in event)) return null;
  return boxes.find((box) => String(box.locker) === event.arg) ?? null;
}

export function openQuestion(context: PickupContext): OpenQuestion {
  return {
    sessionId: context.sessionId,
    contactId: context.person.contactId,
    purpose: context.purpose,
    box: present(context.chosen, 'the box to open'),
  };
}

export function operationQuestion(context: PickupContext): { readonly operationId: string } {
  return { operationId: present(context.operationId, 'the operation to follow') };
}

export function reportQuestion(
  context: PickupContext,
  what: ReportQuestion['what'],
): ReportQuestion {
  return { sessionId: context.sessionId, locker: context.chosen?.locker ?? null, what };
}

export function operationOf(verdict: OpenVerdict): string | null {
  return verdict.verdict === 'refused' ? null : verdict.operationId;
}
