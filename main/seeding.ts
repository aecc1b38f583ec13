import type { Seed } from './contract/seed.ts';
import { applyToDirectory } from './directory.ts';
import { record } from './record.ts';
import type { Secrets } from './secrets.ts';
import type { Store } from '../db/open.ts';
import { getMeta, setMeta } from '../db/meta.ts';
import { insertParcel } from '../db/parcels.ts';
import { bumpOccupancy } from '../db/lockers.ts';
import { saveSettings } from '../db/settings.ts';

const SEEDED = 'seeded';

/** Loads the seed file once, whole or not at all; a store that has been seeded is left alone. */
export function seedOnce(store: Store, seed: Seed, secrets: Secrets): 'seeded' | 'already' {
  return store.write((db) => {
    if (getMeta(db, SEEDED) !== null) return 'already';
    const format = seed.settings.badgeFormat;
    saveSettings(db, { version: 0, document: seed.settings });
    for (const payload of seed.departments)
      applyToDirectory(db, { kind: 'department.put', payload }, secrets, format, 'seed');
    for (const { badges, ...payload } of seed.contacts) {
      applyToDirectory(db, { kind: 'contact.put', payload }, secrets, format, 'seed');
      badges.forEach((number, i) => putSeedBadge('contact', payload.id, number, i));
    }
    for (const { badges, ...payload } of seed.users) {
      applyToDirectory(db, { kind: 'user.put', payload }, secrets, format, 'seed');
      badges.forEach((number, i) => putSeedBadge('user', payload.id, number, i));
    }
    for (const payload of seed.reservations)
      applyToDirectory(db, { kind: 'reservation.request', payload }, secrets, format, 'seed');
    for (const payload of seed.codes)
      applyToDirectory(db, { kind: 'code.put', payload }, secrets, format, 'seed');
    for (const payload of seed.received)
      applyToDirectory(db, { kind: 'package.received', payload }, secrets, format, 'seed');
    for (const payload of seed.dedications)
      applyToDirectory(db, { kind: 'locker.dedicate', payload }, secrets, format, 'seed');
    for (const parcel of seed.parcels) {
      const { id, trackingNumber, sender, contactId, departmentId, locker, expiresAt } = parcel;
      insertParcel(db, {
        id,
        trackingNumber,
        sender,
        contactId,
        departmentId,
        locker,
        expiresAt,
      });
      bumpOccupancy(db, locker);
      record(db, null, {
        type: 'parcel.deposited',
        payload: {
          parcelId: id,
          locker,
          contactId,
          departmentId,
          by: 'seed',
          userId: null,
          added: false,
          seenBy: 'seed',
          expiresAt,
        },
      });
    }
    record(db, null, {
      type: 'seed.applied',
      payload: { contacts: seed.contacts.length, parcels: seed.parcels.length },
    });
    setMeta(db, SEEDED, 'yes');
    return 'seeded';

    function putSeedBadge(
      type: 'contact' | 'user',
      holder: string,
      number: string,
      i: number,
    ): void {
      const payload = {
        id: `${holder}-badge-${i + 1}`,
        number,
        holder: { type, id: holder },
        from: 0,
        to: null,
      };
      applyToDirectory(db, { kind: 'badge.put', payload }, secrets, format, 'seed');
    }
  });
}
