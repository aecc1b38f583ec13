import { SerialPort } from 'serialport';
import { sleep, type Clock } from '../../main/base/clock.ts';
import { listeners } from '../../main/base/listeners.ts';
import { err, ok, type Result } from '../../main/base/result.ts';
import type { LineSettings, Port, PortConnection, PortFault } from './port.ts';

/** A serial line by its device path. The only importer of `serialport`. */
export function serialPort(path: string, line: LineSettings, clock: Clock): Port {
  const bitsPerByte = 1 + line.dataBits + (line.parity === 'none' ? 0 : 1) + line.stopBits;
  return {
    name: path,
    msPerByte: (bitsPerByte * 1_000) / line.baud,
    open: async () => {
      const opened = await openPath(path, line);
      // Some adapters swallow what is written in the first moments after opening.
      if (opened.ok) await sleep(clock, SETTLE_MS);
      return opened;
    },
  };
}

const SETTLE_MS = 20;

function openPath(path: string, line: LineSettings): Promise<Result<PortConnection, PortFault>> {
  return new Promise((resolve) => {
    const port = new SerialPort({
      path,
      baudRate: line.baud,
      dataBits: line.dataBits,
      parity: line.parity,
      stopBits: line.stopBits,
      autoOpen: false,
      // Dropping DTR on close resets some boards and adapters.
      hupcl: false,
      lock: true,
    });
    // Without a listener an error after opening would end the process.
    port.on('error', () => undefined);
    port.open((error) => resolve(error ? err(faultOf(path, error)) : ok(connectionOn(path, port))));
  });
}

function connectionOn(path: string, port: SerialPort): PortConnection {
  const data = listeners<Uint8Array>();
  const closed = listeners<PortFault>();
  let over = false;
  const end = (fault: PortFault): void => {
    if (over) return;
    over = true;
    closed.emit(fault);
  };
  port.on('data', (bytes: Buffer) => data.emit(new Uint8Array(bytes)));
  port.on('error', (error) => end(faultOf(path, error)));
  port.on('close', () => end({ code: 'gone', message: `${path} was unplugged or closed` }));
  return {
    onData: data.add,
    onClose: closed.add,
    write: (bytes) =>
      new Promise((resolve) => {
        port.write(bytes, (error) => {
          if (error) return resolve(err(faultOf(path, error)));
          port.drain((failed) => resolve(failed ? err(faultOf(path, failed)) : ok(undefined)));
        });
      }),
    flush: () => new Promise((resolve) => port.flush(() => resolve())),
    close: () =>
      new Promise((resolve) => {
        if (!port.isOpen) return resolve();
        port.close(() => resolve());
      }),
  };
}

function faultOf(path: string, error: Error): PortFault {
  const text = error.message;
  const message = `${path}: ${text}`;
  if (/cannot lock|busy|EBUSY/i.test(text)) return { code: 'busy', message };
  if (/permission|EACCES|access denied/i.test(text)) return { code: 'denied', message };
  if (/no such|not found|ENOENT|ENXIO|ENODEV|EIO|EBADF|disconnect/i.test(text))
    return { code: 'gone', message };
  return { code: 'io', message };
}
