import type { Clock } from '../../main/base/clock.ts';
import { err } from '../../main/base/result.ts';
import type { Port, PortFactory } from './port.ts';
import { serialPort } from './serial-port.ts';
import { tcpPort } from './tcp-port.ts';

/** Ports as the cabinet file names them: `/dev/serial/by-id/…`, `COM3`, `tcp://host:port`. */
export function portsOf(clock: Clock): PortFactory {
  return (name, line) => {
    const tcp = /^tcp:\/\/([^:/]+):(\d+)$/.exec(name);
    if (tcp) return tcpPort(tcp[1] ?? '', Number(tcp[2]), clock);
    if (name.startsWith('sim:')) return nowhere(name);
    return serialPort(name, line, clock);
  };
}

/** A simulated port exists only while the simulated bank runs, which then names the real one. */
function nowhere(name: string): Port {
  const message = `${name} is a port of the simulated bank; name a device path or tcp://host:port`;
  return { name, msPerByte: 0, open: () => Promise.resolve(err({ code: 'gone', message })) };
}
