import type { KioskView } from '../contract/view.ts';

/** What lies beside a session without a say in it: whoever hears it. */
export interface Beside {
  /** The view with what is added to it. */
  dress<View extends Omit<KioskView, 'number' | 'focus'>>(view: View): View;
  /** An item was pressed; true when it was one of those that were added. */
  pressed(item: string): boolean;
  /** A finger touched the screen; false when it may do nothing now. */
  touched(): boolean;
  /**
   * A door is about to be asked. Null: at once. Otherwise when the promise is kept, and not at all
   * when it says false.
   */
  beforeOpen(locker: number): Promise<boolean> | null;
}
