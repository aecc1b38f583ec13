import type { ReadableDb } from './open.ts';

/** Lockers of a size that the hub may promise, until a time. */
export interface QuotaRow {
  readonly size: 'small' | 'medium' | 'large' | 'xlarge';
  readonly count: number;
  /** Wall-clock milliseconds. */
  readonly until: number;
}

export function liveQuotas(db: ReadableDb, now: number): readonly QuotaRow[] {
  return db.sql.all<QuotaRow>('select size, count, until from quotas where until > ?', now);
}
