import type { Result } from '../../main/base/result.ts';
import type { Unsubscribe } from '../../main/base/listeners.ts';

/**
 * A stream of bytes to a device. Nothing above it knows whether it is a serial line, a TCP gateway
 * or a pair of pipes in a test.
 */
export interface Port {
  /** Opens a fresh connection. Nothing of an earlier one is delivered through it. */
  open(): Promise<Result<PortConnection, PortFault>>;
  /** For logs and the service menu: `/dev/serial/by-id/…`, `tcp://10.0.0.7:5000`. */
  readonly name: string;
  /** What one byte needs on the wire, in milliseconds: 1.04 for 9600 8N1, 0 where nothing paces it. */
  readonly msPerByte: number;
}

export interface PortConnection {
  /** Resolves when the bytes were handed to the operating system and drained, where it can tell. */
  write(bytes: Uint8Array): Promise<Result<void, PortFault>>;
  onData(listener: (bytes: Uint8Array) => void): Unsubscribe;
  /** Once, whoever ended it. An unplugged adapter may never say so: liveness is an answered poll. */
  onClose(listener: (fault: PortFault) => void): Unsubscribe;
  /** Throws away what was not written yet and what was not read yet. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface PortFault {
  /** `gone`: no such device or unplugged; `denied`: rights; `busy`: somebody else has it. */
  readonly code: 'gone' | 'denied' | 'busy' | 'refused' | 'io';
  readonly message: string;
}

/** How a serial line is set. Ignored by ports that have no line. */
export interface LineSettings {
  readonly baud: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

/** Makes a port from what the cabinet file says: a device path or `tcp://host:port`. */
export type PortFactory = (port: string, line: LineSettings) => Port;
