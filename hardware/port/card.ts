import type { Unsubscribe } from '../../main/base/listeners.ts';
import { err, type Result } from '../../main/base/result.ts';
import type { PortFault } from './port.ts';

/**
 * A smart-card reader behind the card service of the system (PC/SC). As with `Port`, nothing above it
 * knows whether it is real; the only importer of `pcsc-mini` is beside this file.
 */
export interface CardPort {
  /** For logs and the service menu. */
  readonly name: string;
  /** Finds the reader; a system without card service is a fault with that reason. */
  open(): Promise<Result<CardConnection, PortFault>>;
}

export interface CardConnection {
  /** Whether a card lies there: at once if that is known, then at each change. */
  onCard(listener: (present: boolean) => void): Unsubscribe;
  /** Once, whoever ended it. */
  onClose(listener: (fault: PortFault) => void): Unsubscribe;
  /** One command to the card that lies there; its answer with the two bytes of the status word. */
  transmit(command: Uint8Array): Promise<Result<Uint8Array, PortFault>>;
  close(): Promise<void>;
}

/** Part of the reader's name; null for the only one that there is. */
export type CardPortFactory = (reader: string | null) => CardPort;

export function cardPortName(reader: string | null): string {
  return reader === null ? 'pcsc' : `pcsc:${reader}`;
}

/** Where there is no card service: each reader is lost, and says why. */
export const noCards: CardPortFactory = (reader) => {
  const name = cardPortName(reader);
  const message = `${name}: this program was started without smart cards`;
  return { name, open: () => Promise.resolve(err({ code: 'gone', message })) };
};
