import type { PortConnection } from '../port/port.ts';
import { joined } from './exchange.ts';

/** What has come in on a connection and was not taken yet. */
export interface Line {
  closed: string | null;
  onEvent: () => void;
  take(): Uint8Array;
}

export function listenTo(connection: PortConnection): Line {
  let held: Uint8Array = new Uint8Array();
  const line: Line = {
    closed: null,
    onEvent: () => undefined,
    take() {
      const bytes = held;
      held = new Uint8Array();
      return bytes;
    },
  };
  connection.onData((bytes) => {
    held = joined(held, bytes);
    line.onEvent();
  });
  connection.onClose((fault) => {
    line.closed = fault.message;
    line.onEvent();
  });
  return line;
}
