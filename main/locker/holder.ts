import type { Owner } from './facts.ts';

/** Whose something is: a person's, or a department's when `contactId` is null; a visitor's is neither. */
export interface Holder {
  readonly contactId: string | null;
  readonly departmentId: string | null;
}

/** What is a person's is not their department's, in whose name they may once have got something. */
export function sameHolder(a: Holder, b: Holder): boolean {
  return a.contactId === b.contactId && (a.contactId !== null || a.departmentId === b.departmentId);
}

/** Of a row with more in it. */
export function holderOf({ contactId, departmentId }: Holder): Holder {
  return { contactId, departmentId };
}

export function ownerOf({ contactId, departmentId }: Holder): Owner | null {
  if (contactId !== null) return { type: 'contact', id: contactId };
  return departmentId === null ? null : { type: 'department', id: departmentId };
}
