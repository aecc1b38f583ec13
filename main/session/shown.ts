import type { Shown } from '../locker/resolve.ts';
import type { Entry } from './entry.ts';
import type { SessionEvent } from './events.ts';

/** What the person has just shown to a device, or null when the event is something else. */
export function arrivalShown(event: SessionEvent): Shown | null {
  switch (event.type) {
    case 'badge':
      return { by: 'badge', text: event.text };
    case 'scan':
      return { by: 'scan', aim: event.aim, data: event.data };
    default:
      return null;
  }
}

export function codeShown(entry: Entry): Shown {
  return { by: 'typed', text: entry.text };
}

/** What the staff's sign-in asks a PIN for. */
export function staffBadgeOf(shown: Shown | null): string | null {
  if (shown === null) return null;
  return shown.by === 'scan' ? shown.data : shown.text;
}
