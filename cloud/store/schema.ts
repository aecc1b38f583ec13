/** The tables of the hub as kysely knows them. Times are wall-clock milliseconds. */
import type { ColumnType, Generated } from 'kysely';

/** Written as JSON text, read as a value. */
type Json = ColumnType<unknown, string, string>;

export interface HubTables {
  readonly hub_meta: { key: string; value: string };
  readonly banks: {
    id: string;
    name: string;
    created_at: number;
    kiosk_id: string | null;
    directive_version: Generated<number>;
  };
  readonly kiosks: {
    id: string;
    bank_id: string;
    public_key: string;
    software: string;
    enrolled_at: number;
    last_seen_at: number | null;
    log: number | null;
    retired_at: number | null;
  };
  readonly kiosk_logs: {
    id: Generated<number>;
    kiosk_id: string;
    log_id: string;
    acked: Generated<number>;
    acked_hash: string | null;
    begun_at: number;
  };
  readonly enrolment_codes: {
    code_hash: string;
    bank_id: string;
    created_at: number;
    expires_at: number;
    kiosk_id: string | null;
  };
  readonly events: {
    log: number;
    seq: number;
    type: string;
    version: number;
    at: number;
    mono: number;
    boot_id: string;
    session_id: string | null;
    payload: string;
    hash: string;
    locker: number | null;
    received_at: number;
  };
  readonly quarantine: { log: number; seq: number; why: string };
  readonly lockers: {
    bank_id: string;
    number: number;
    size: string;
    x: number;
    width: number;
    bottom: number;
    top: number;
    door: Generated<'open' | 'closed' | 'unknown'>;
    in_service: Generated<boolean>;
    verified: Generated<boolean>;
    changed_at: number | null;
  };
  readonly parcels: {
    bank_id: string;
    id: string;
    locker: number;
    contact_id: string;
    state: 'waiting' | 'released' | 'pickedUp';
    changed_at: number;
  };
  readonly directives: {
    bank_id: string;
    version: number;
    kind: string;
    payload: Json;
    issued_at: number;
  };
  readonly departments: RecordRow;
  readonly contacts: RecordRow;
  readonly users: RecordRow;
  readonly badges: RecordRow;
  readonly reservations: RecordRow;
  readonly settings: RecordRow;
}

/** A fact that only the hub writes: the whole document and the directive that carried it down. */
export interface RecordRow {
  bank_id: string;
  id: string;
  document: Json;
  version: number;
}
