import type { Cabinet } from '../../../main/contract/cabinet.ts';
import type { FakeHub } from '../fake-hub.ts';
import type { KioskWorld, WorldOptions } from '../kiosk-world.ts';

/**
 * A setting of a bank with a value that is refused, another that is taken, and the story in which
 * somebody notices the difference. `test/story/settings.test.ts` plays each.
 */
export interface SettingStory {
  /** Where it stands in the document: `timers.doorLeftOpen`. */
  readonly key: string;
  readonly bad: unknown;
  readonly changed: unknown;
  /** In words: what it does. */
  readonly does: string;
  /** Settings that stand beside it in both worlds. */
  readonly beside?: Readonly<Record<string, unknown>>;
  readonly more?: WorldOptions['more'];
  readonly cabinet?: Cabinet;
  /** What happened before anybody changed anything. */
  readonly before?: (world: KioskWorld) => Promise<void>;
  /** Somebody's session begins … */
  readonly begin: (world: KioskWorld) => Promise<void>;
  /** … and this is what they find in it. */
  readonly look: (world: KioskWorld, hub: FakeHub) => Promise<unknown>;
  /** It is looked at when nobody stands at the kiosk, so a change counts at once. */
  readonly atOnce?: true;
  /** What is found with the setting as it is, and with the changed one. */
  readonly found: readonly [usual: unknown, changed: unknown];
}
