import type { Clock } from './base/clock.ts';
import type { Settings } from './contract/settings.ts';
import { NO_NUMBER, personnelId } from './locker/badge.ts';
import type { Secrets } from './secrets.ts';
import { badgeHolder, type BadgeHolder } from '../db/contacts.ts';
import type { ReadableDb } from '../db/open.ts';

export interface BadgeLookUp {
  readonly secrets: Pick<Secrets, 'hmac'>;
  readonly clock: Clock;
  readonly settings: () => Settings;
}

/** Who holds the badge that says this, now; null for nobody, and for a card without a number. */
export function holderOfBadge(
  db: ReadableDb,
  { secrets, clock, settings }: BadgeLookUp,
  text: string,
): BadgeHolder | null {
  const number = personnelId(text, settings().badgeFormat);
  if (number === NO_NUMBER) return null;
  return badgeHolder(db, secrets.hmac('badge', number), clock.wall());
}
