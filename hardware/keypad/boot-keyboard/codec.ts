import { keyName } from '../../../main/base/key-name.ts';

/**
 * A keypad is a boot keyboard: eight bytes say which keys are down (HID 1.11, appendix B.1): modifiers,
 * one byte for the maker, six usages. Pure. A report has no checksum of its own; USB's CRC guards it.
 */
export interface KeysState {
  /** Usages of the keys that are down. */
  readonly down: readonly number[];
}

export const noKeysDown: KeysState = { down: [] };

export interface KeysRead {
  readonly state: KeysState;
  /** Keys that went down with this report; one that is held is not pressed again. */
  readonly pressed: readonly string[];
  /** Why this cannot be a report of a keyboard; null when it is one. */
  readonly wrong: string | null;
}

export const REPORT_BYTES = 8;
const FIRST_KEY = 2;
/** 1–3 in place of keys: too many at once, a failed self-test, something undefined. */
const LAST_ERROR = 0x03;
const FIRST_MODIFIER = 0xe0;

export function readKeyReport(state: KeysState, report: Uint8Array): KeysRead {
  if (report.length !== REPORT_BYTES)
    return { state, pressed: [], wrong: `a report of ${report.length} bytes` };
  const keys = [...new Set(report.subarray(FIRST_KEY))].filter((usage) => usage !== 0);
  // Which keys are down is not known then; those that were down stay so, and none is pressed anew.
  if (keys.some((usage) => usage <= LAST_ERROR)) return { state, pressed: [], wrong: null };
  if (keys.some((usage) => usage >= FIRST_MODIFIER))
    return { state, pressed: [], wrong: 'a modifier in the place of a key' };
  const fresh = keys.filter((usage) => !state.down.includes(usage));
  return {
    state: { down: keys },
    pressed: fresh.map((usage) => keyName(usage, report[0])),
    wrong: null,
  };
}
