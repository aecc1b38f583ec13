import type { PressName } from '../events.ts';
import type { OpenQuestion } from '../world.ts';
import type { HandoverWish } from './world.ts';

/** What a button beside the open door says of what is handed in; null for all others. */
export function handoverWishOf(question: OpenQuestion, wish: PressName): HandoverWish | null {
  const { sessionId, locker, purpose, reservationId } = question;
  if (typeof reservationId !== 'string') return null;
  const of = { sessionId, locker, reservationId };
  if (purpose === 'handIn' && (wish === 'needLarger' || wish === 'notReturned'))
    return { ...of, wish };
  return purpose === 'handInAgain' && wish === 'takenOut' ? { ...of, wish } : null;
}
