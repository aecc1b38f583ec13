import type { Unsubscribe } from '../../main/base/listeners.ts';

/** The far end of a cable: what a simulated device is plugged into. */
export interface SimulatedLine {
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): Unsubscribe;
}
