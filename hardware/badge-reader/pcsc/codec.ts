import { hexOfBytes, type Credential } from '../../../main/base/credential.ts';

/**
 * The number of a contactless card through PC/SC: the pseudo-command GET DATA of PC/SC part 3, which
 * the reader answers itself. Pure.
 */
export const askUid = Uint8Array.of(0xff, 0xca, 0x00, 0x00, 0x00);

/** Single, double and triple size of ISO 14443-3. */
const UID_BYTES = [4, 7, 10];
/** A four-byte number that begins like this is made anew for each tap: phones do so. */
const RANDOM = 0x08;

export type UidAnswer = { readonly credential: Credential } | { readonly refused: string };

/** The answer with its status word; `refused` tells what was wrong, never the number. */
export function readUid(answer: Uint8Array): UidAnswer {
  const status = hexOfBytes(answer.slice(-2));
  if (status === '6300') return { refused: 'the card left too early' };
  if (status !== '9000') return { refused: `the reader answers ${status || 'nothing'}` };
  const uid = answer.slice(0, -2);
  if (!UID_BYTES.includes(uid.length)) return { refused: `a number of ${uid.length} bytes` };
  if (uid.length === 4 && uid[0] === RANDOM) return { refused: 'its number changes at each tap' };
  return { credential: { kind: 'uid', hex: hexOfBytes(uid) } };
}
