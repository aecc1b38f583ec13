import { randomBytes } from 'node:crypto';

/** The only source of chance. A test gives a seeded one, so a run can be repeated. */
export interface Ids {
  /** `id('op')` gives `op_` and 20 Crockford characters (100 random bits). */
  id(prefix: string): string;
  bytes(length: number): Uint8Array;
}

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 20;

export function idsFrom(bytes: (length: number) => Uint8Array): Ids {
  return {
    bytes,
    id: (prefix) => `${prefix}_${crockford(bytes(ID_LENGTH))}`,
  };
}

/** One character of Crockford's alphabet (no i, l, o, u) for each byte. */
export function crockford(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => CROCKFORD[byte % CROCKFORD.length]).join('');
}

export const systemIds: Ids = idsFrom((length) => randomBytes(length));
