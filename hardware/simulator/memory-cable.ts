import type { Clock } from '../../main/base/clock.ts';
import { listeners } from '../../main/base/listeners.ts';
import { err, ok } from '../../main/base/result.ts';
import type { Port, PortFault } from '../port/port.ts';
import type { SimulatedLine } from './line.ts';

/** A cable inside one process: a `Port` at one end, a simulated device at the other. */
export interface MemoryCable {
  readonly port: Port;
  /** Pulled out: the host learns it as it would of an adapter that was unplugged. */
  unplug(): void;
  plug(): void;
  /** The host's next writes go nowhere and never end. */
  hang(on: boolean): void;
}

export interface Pluggable {
  /** What goes over the cable are HID reports in frames, so that it is reached as `hid+tcp://…`. */
  readonly overHid?: true;
  attach(line: SimulatedLine): () => void;
}

export function memoryCable(name: string, device: Pluggable, clock: Clock): MemoryCable {
  let plugged = true;
  let hanging = false;
  let pull: (() => void) | null = null;
  const gone: PortFault = { code: 'gone', message: `${name} is unplugged` };
  const port: Port = {
    name,
    msPerByte: 0,
    open: () => {
      if (!plugged) return Promise.resolve(err(gone));
      const toHost = listeners<Uint8Array>();
      const toDevice = listeners<Uint8Array>();
      const closed = listeners<PortFault>();
      let open = true;
      const detach = device.attach({
        write: (bytes) => {
          if (open) toHost.emit(bytes);
        },
        onData: toDevice.add,
      });
      const end = (): void => {
        if (!open) return;
        open = false;
        detach();
        closed.emit(gone);
      };
      pull = end;
      return Promise.resolve(
        ok({
          onData: toHost.add,
          onClose: closed.add,
          write: (bytes: Uint8Array) => {
            if (hanging) return new Promise<never>(() => undefined);
            if (!open) return Promise.resolve(err(gone));
            clock.setTimeout(() => open && toDevice.emit(bytes), 0);
            return Promise.resolve(ok(undefined));
          },
          flush: () => Promise.resolve(),
          close: () => {
            end();
            return Promise.resolve();
          },
        }),
      );
    },
  };
  return {
    port,
    unplug() {
      plugged = false;
      pull?.();
    },
    plug() {
      plugged = true;
    },
    hang(on) {
      hanging = on;
    },
  };
}
