import type { Clock } from '../base/clock.ts';
import type { KioskView } from '../contract/view.ts';
import type { RunningSession } from '../session/run.ts';

/**
 * Leaves the session on behalf of somebody who is not at the keypad any more: by the ways out that its
 * screens offer, one after the other, and only by those.
 */
export interface Leaving {
  /** `again`: a badge or a code is asked for afterwards. */
  begin(how: 'end' | 'again'): void;
  /** The session shows this; called at each view. */
  follow(view: KioskView): void;
}

export function createLeaving(
  session: () => RunningSession,
  clock: Clock,
  /** The session is over, and a code is about to be asked for. */
  asking: (view: KioskView) => void,
): Leaving {
  let leaving: 'no' | 'end' | 'again' = 'no';

  /** Not in the turn of the view that shows the way. */
  function soon(): void {
    clock.setTimeout(() => {
      const way = leaving === 'no' ? null : wayOut(session().view());
      if (way !== null && session().inSession()) session().press(way);
    }, 0);
  }

  function follow(view: KioskView): void {
    if (leaving === 'no') return;
    if (session().inSession()) return soon();
    const again = leaving === 'again';
    leaving = 'no';
    if (!again) return;
    clock.setTimeout(() => {
      asking(view);
      session().press('pickUp');
    }, 0);
  }

  return {
    begin(how) {
      leaving = how;
      clock.setTimeout(() => follow(session().view()), 0);
    },
    follow,
  };
}

/** The item that leads out of this screen without anything being done; null while there is none. */
export function wayOut({ items }: Pick<KioskView, 'items'>): string | null {
  const panel = items.find(({ id }) => id === 'closePanel');
  const leave = items.find(({ emphasis }) => emphasis === 'leave');
  const back = items.find(({ id }) => id === 'back');
  return (panel ?? leave ?? back)?.id ?? null;
}
