import type { Ids } from '../base/ids.ts';
import { record } from '../record.ts';
import type { PickupWorld } from '../session/pickup-world.ts';
import type { Store, WritableDb } from '../../db/open.ts';
import { insertSignature } from '../../db/signatures.ts';

export interface SigningOptions {
  readonly store: Store;
  readonly ids: Ids;
}

/** Answers what a pickup asks: signatures are kept as strokes, with an event for their parcels. */
export function signingDesk({ store, ids }: SigningOptions): PickupWorld {
  return {
    sign: ({ sessionId, contactId, parcelIds, proof }) =>
      store.write((db) => {
        const signatureId = keep(db, proof);
        record(db, sessionId, {
          type: 'parcel.signed',
          payload: { contactId, parcelIds: [...parcelIds], signatureId },
        });
        return { signatureId };

        function keep(writable: WritableDb, given: typeof proof): string | null {
          switch (given.by) {
            case 'words':
              return null;
            case 'earlier':
              return given.signatureId;
            case 'strokes': {
              const id = ids.id('sig');
              const strokes = JSON.stringify(given.strokes);
              insertSignature(writable, { id, sessionId, contactId, strokes });
              return id;
            }
          }
        }
      }),
  };
}
