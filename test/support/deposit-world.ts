import { codeDesk } from '../../main/codes.ts';
import { idsFrom } from '../../main/base/ids.ts';
import { HOUR } from '../../main/base/clock.ts';
import { settingsSchema, type Settings } from '../../main/contract/settings.ts';
import { dropOffDesk } from '../../main/counter/drop-off.ts';
import type { DropOffWorld } from '../../main/session/drop-off/world.ts';
import type { DepositBooks } from '../../main/door/purpose/deposit.ts';
import { doorPurposes } from '../../main/door/purpose/table.ts';
import type { DoorBooks } from '../../main/door/door-records.ts';
import { openSecrets } from '../../main/secrets.ts';
import type { DiskState } from '../../db/disk.ts';
import { putContact, putDepartment, putUser } from '../../db/contacts.ts';
import { eventsAfter } from '../../db/events.ts';
import { placeLockers } from '../../db/lockers.ts';
import { deleteMeta, OPEN_SESSION, setMeta } from '../../db/meta.ts';
import type { Store } from '../../db/open.ts';
import { seeded } from './kiosk-world.ts';
import { storeAt } from './store.ts';
import { TestClock } from './test-clock.ts';
import { temporaryFolder } from './product.ts';

/** The counter of a drop-off and the books of the doors, without a session and without steel. */
export interface DepositWorld {
  readonly clock: TestClock;
  readonly doors: Map<number, 'open' | 'closed'>;
  readonly books: DepositBooks;
  readonly ids: ReturnType<typeof idsFrom>;
  store(): Store;
  desk(): DropOffWorld;
  door(): DoorBooks;
  disk: DiskState['level'];
  begin(sessionId: string): void;
  end(): void;
  /** The process is gone; the next one opens the same file. */
  crash(): void;
  events(type?: string): readonly (Record<string, unknown> & { type: string })[];
  close(): void;
}

const SIZES = ['small', 'small', 'medium', 'medium', 'large'] as const;

export function depositWorld(options: { seed?: number; settings?: object } = {}): DepositWorld {
  const folder = temporaryFolder();
  const clock = new TestClock();
  const random = seeded(options.seed ?? 1);
  const ids = idsFrom((length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)));
  const settings: Settings = settingsSchema.parse(options.settings ?? {});
  const secrets = openSecrets(folder.path, ids);
  let life = 0;
  const open = (): Store =>
    storeAt(folder.in('kiosk.db'), { clock, bootId: `boot_${(life += 1)}` });
  let store = open();
  const codes = codeDesk({ secrets, ids, settings: () => settings });
  const books: DepositBooks = {
    expiresAt: (now) => now + 72 * HOUR,
    codeFor: (db, sessionId, parcel) => codes.forParcel(db, sessionId, parcel).codeId,
  };
  const doors = new Map<number, 'open' | 'closed'>();
  const purposes = doorPurposes({ deposit: books, storage: { pinFor: () => undefined } });
  store.write((db) => {
    placeLockers(
      db,
      SIZES.map((size, i) => ({ number: i + 1, size, accessible: i % 2 === 0 })),
    );
    for (const name of ['Ada Quill', 'Bela Moor', 'Cleo Finch', 'Ädam Öst'])
      putContact(db, {
        id: name.slice(0, 3).toLowerCase(),
        name,
        email: null,
        mobile: null,
        language: 'en',
        reachNeeds: name.startsWith('Cleo'),
        private: false,
        departments: [],
      });
    putContact(db, {
      id: 'fay',
      name: 'Fay Harrow',
      email: null,
      mobile: null,
      language: 'en',
      reachNeeds: false,
      private: true,
      departments: [],
    });
    putDepartment(db, { id: 'research', name: 'Research' });
    for (const role of ['operator', 'carrier'])
      putUser(db, {
        id: role,
        name: role,
        userName: role,
        role,
        passwordHash: null,
        pinHash: null,
      });
  });
  for (const i of SIZES.keys()) doors.set(i + 1, 'closed');

  const world: DepositWorld = {
    clock,
    doors,
    books,
    ids,
    disk: 'ok',
    store: () => store,
    desk: () =>
      dropOffDesk({
        store,
        clock,
        ids,
        settings: () => settings,
        doorOf: (locker) => doors.get(locker) ?? 'unknown',
        books,
        diskLevel: () => world.disk,
      }),
    door: () => ({ store, purposes }),
    begin: (sessionId) => store.write((db) => setMeta(db, OPEN_SESSION, sessionId)),
    end: () => store.write((db) => deleteMeta(db, OPEN_SESSION)),
    crash() {
      store.close();
      store = open();
    },
    events: (type) =>
      eventsAfter(store.read, 0, 100_000)
        .filter((event) => type === undefined || event.type === type)
        .map((event) => ({ ...(JSON.parse(event.payload) as object), type: event.type })),
    close() {
      store.close();
      folder.remove();
    },
  };
  return world;
}
