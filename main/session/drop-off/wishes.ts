import type { PressName } from '../events.ts';
import type { WishQuestion } from './world.ts';

/** What each button beside the open door says of the package; null for buttons of other stories. */
export function whyOf(wish: PressName): WishQuestion['why'] | null {
  switch (wish) {
    case 'needLarger':
    case 'notEmpty':
    case 'takenOut':
      return wish;
    case 'cancel':
      return 'cancelled';
    default:
      return null;
  }
}
