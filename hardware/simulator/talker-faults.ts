/**
 * What can be wrong with a reader or a scanner that talks by itself, where its bytes enter the cable.
 * `garbage`: it is set to another parity. `cut`: the cable slips in the middle of each frame.
 */
export const talkerFaults = ['silent', 'garbage', 'cut'] as const;
export type TalkerFault = (typeof talkerFaults)[number];

export interface FaultyTalker {
  readonly allFaults: readonly string[];
  faults(): readonly string[];
  setFault(name: string, on: boolean): void;
  /** What is left of a frame; nothing where it is silent. */
  spoilt(frame: Uint8Array): Uint8Array;
}

/** What the other end takes for the eighth bit. */
const WRONG_PARITY = 0x80;

export function faultyTalker(): FaultyTalker {
  const faults = new Set<TalkerFault>();
  return {
    allFaults: talkerFaults,
    faults: () => [...faults],
    setFault(name, on) {
      const fault = talkerFaults.find((each) => each === name);
      if (fault) void (on ? faults.add(fault) : faults.delete(fault));
    },
    spoilt(frame) {
      if (faults.has('silent')) return new Uint8Array();
      const whole = faults.has('cut') ? frame.slice(0, frame.length >> 1) : frame;
      return faults.has('garbage') ? whole.map((byte) => byte ^ WRONG_PARITY) : whole;
    },
  };
}
