import type { Clock } from '../../main/base/clock.ts';
import { err, type Result } from '../../main/base/result.ts';
export { cardPortsOf } from './card-port.ts';
import { hidPorts } from './hid-port.ts';
import { hidName, type HidPortFactory } from './hid.ts';
import type { Port, PortFactory, PortFault } from './port.ts';
import { remoteHid } from './remote-hid.ts';
import { serialPort } from './serial-port.ts';
import { tcpPort } from './tcp-port.ts';
import { usbSerialName, usbSerialPort } from './usb-serial.ts';

/** Ports as the cabinet file names them: `/dev/serial/by-id/…`, `COM3`, `usb:0403:6001`, `tcp://host:port`. */
export function portsOf(clock: Clock): PortFactory {
  return (name, line) => {
    const tcp = /^tcp:\/\/([^:/]+):(\d+)$/.exec(name);
    if (tcp) return tcpPort(tcp[1] ?? '', Number(tcp[2]), clock);
    const usb = usbSerialName(name);
    if (usb) return usbSerialPort(name, usb, (path) => serialPort(path, line, clock));
    if (name.startsWith('sim:')) return nowhere(name);
    return serialPort(name, line, clock);
  };
}

/** A simulated port exists only while the simulated bank runs, which then names the real one. */
function nowhere(name: string): Port {
  return { name, msPerByte: 0, open: () => Promise.resolve(onlySimulated(name)) };
}

function onlySimulated(name: string): Result<never, PortFault> {
  return err({
    code: 'gone',
    message: `${name} is a port of the simulated bank; name the real one`,
  });
}

/** HID devices of this machine, and those at `hid+tcp://host:port`. */
export function hidPortsOf(clock: Clock): HidPortFactory {
  return (match) => {
    if (match.at === undefined) return hidPorts(match);
    const tcp = /^hid\+tcp:\/\/([^:/]+):(\d+)$/.exec(match.at);
    if (tcp) return remoteHid(match, tcpPort(tcp[1] ?? '', Number(tcp[2]), clock), clock);
    const name = `${hidName(match.vendorId, match.productId)} at ${match.at}`;
    return { name, open: () => Promise.resolve(onlySimulated(name)) };
  };
}
