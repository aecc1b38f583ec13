import type { Clock } from './base/clock.ts';
import type { Ids } from './base/ids.ts';
import { codeDesk } from './codes.ts';
import type { Settings } from './contract/settings.ts';
import type { DoorOf } from './counter/locker-facts.ts';
import { deadlineWatch } from './counter/deadlines.ts';
import { dropOffDesk } from './counter/drop-off.ts';
import { handoverDesk } from './counter/handover.ts';
import { handoverPins } from './counter/handover-pins.ts';
import { manageDesk } from './counter/manage.ts';
import { signingDesk } from './counter/signing.ts';
import { storageDesk } from './counter/storage.ts';
import { depositBooks } from './deposit-books.ts';
import { doorPurposes } from './door/purpose/table.ts';
import type { PurposeTable } from './door/purpose/purpose.ts';
import type { Secrets } from './secrets.ts';
import type { DropOffWorld } from './session/drop-off/world.ts';
import type { PickupWorld } from './session/pickup-world.ts';
import type { HandoverWorld } from './session/handover/world.ts';
import type { ManageWorld } from './session/manage/world.ts';
import type { StorageWorld } from './session/storage/world.ts';
import type { Store } from '../db/open.ts';

/** The answering sides of the stories, and what they make of doors that open and close. */
export interface Counters {
  readonly purposes: PurposeTable;
  readonly storage: StorageWorld;
  readonly handover: HandoverWorld;
  /** What ends by itself. */
  readonly everyMinute: () => void;
  readonly manage: ManageWorld;
  readonly dropOff: DropOffWorld;
  readonly pickup: PickupWorld;
}

export interface CountersOptions {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: () => Settings;
  readonly doorOf: DoorOf;
}

export function counters(options: CountersOptions): Counters {
  const codes = codeDesk(options);
  const storage = storageDesk({ ...options, codes });
  const pins = handoverPins({ ...options, codes });
  const deadlines = deadlineWatch({ ...options, codes });
  const books = depositBooks({ codes, settings: options.settings });
  return {
    purposes: doorPurposes({ deposit: books, storage: storage.books }),
    storage: storage.world,
    pickup: signingDesk(options),
    handover: handoverDesk({ ...options, pins }),
    everyMinute() {
      deadlines();
      pins.keepTime();
    },
    manage: manageDesk({ ...options, codes, books }),
    dropOff: dropOffDesk({ ...options, books, diskLevel: () => options.store.diskSpace().level }),
  };
}
