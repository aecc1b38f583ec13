import type { ReadableDb, WritableDb } from './open.ts';

/** What recipients drew in place of a signature on paper; written once, never changed. */
export interface SignatureRow {
  readonly id: string;
  readonly sessionId: string;
  /** Null for somebody who came with the code of a department. */
  readonly contactId: string | null;
  /** As JSON; see `main/contract/strokes.ts`. */
  readonly strokes: string;
  readonly at: number;
}

export function insertSignature(db: WritableDb, row: Omit<SignatureRow, 'at'>): void {
  db.sql.run(
    'insert into signatures (id, session_id, contact_id, strokes, at) values (?, ?, ?, ?, ?)',
    row.id,
    row.sessionId,
    row.contactId,
    row.strokes,
    Math.round(db.origin.clock.wall()),
  );
}

const COLUMNS = 'id, session_id as sessionId, contact_id as contactId, strokes, at';

export function signature(db: ReadableDb, id: string): SignatureRow | null {
  return db.sql.one<SignatureRow>(`select ${COLUMNS} from signatures where id = ?`, id);
}

/** The one that somebody gave in this session: it counts for everything that they take with them. */
export function signatureIn(db: ReadableDb, sessionId: string): SignatureRow | null {
  return db.sql.one<SignatureRow>(
    `select ${COLUMNS} from signatures where session_id = ? order by at limit 1`,
    sessionId,
  );
}
