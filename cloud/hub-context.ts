import type { HubDb } from './database.ts';
import type { KioskAuth } from './kiosk-auth.ts';

/** What every part of the hub is given. */
export interface Hub {
  readonly db: HubDb;
  readonly auth: KioskAuth;
  /** Changes when the hub was restored from a backup; kiosks then resend. */
  readonly epoch: string;
  readonly adminToken: string;
  /** Wall-clock milliseconds. */
  now(): number;
  /** Somebody may be waiting for an instruction of this bank. */
  tell(bankId: string): void;
  /** Resolves when this bank was told something, at the latest after `ms`. */
  changed(bankId: string, ms: number): Promise<void>;
  closing(): boolean;
}
