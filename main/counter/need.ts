import type { Clock } from '../base/clock.ts';
import type { Settings } from '../contract/settings.ts';
import type { Need } from '../locker/eligible.ts';
import { ownerOf, type Holder } from '../locker/holder.ts';
import { contact } from '../../db/contacts.ts';
import type { ReadableDb } from '../../db/open.ts';
import { heldForHub } from './locker-facts.ts';

export interface NeedOptions {
  readonly clock: Clock;
  readonly settings: () => Settings;
}

/** What somebody needs of a locker now; a promise by size is kept with a larger one if need be. */
export function needOf(
  db: ReadableDb,
  { clock, settings }: NeedOptions,
  holder: Holder,
  wish: Pick<Need, 'purpose' | 'size' | 'claim' | 'override'>,
): Need {
  const { contactId } = holder;
  return {
    ...wish,
    sizes: wish.claim === 'promise' ? 'orLarger' : 'exact',
    recipient: ownerOf(holder),
    reachNeeds: contactId !== null && (contact(db, contactId)?.reachNeeds ?? false),
    heldForHub: heldForHub(db, clock.wall()),
    deliveryMinimum: settings().general.deliveryMinimum,
  };
}
