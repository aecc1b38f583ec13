import { connect, type Socket } from 'node:net';
import type { Clock } from '../../main/base/clock.ts';
import { listeners } from '../../main/base/listeners.ts';
import { err, ok, type Result } from '../../main/base/result.ts';
import type { Port, PortConnection, PortFault } from './port.ts';

/** A transparent serial gateway (such as a KR-BU) at `tcp://host:port`. */
export function tcpPort(host: string, port: number, clock: Clock): Port {
  const name = `tcp://${host}:${port}`;
  return { name, msPerByte: 0, open: () => openSocket(name, host, port, clock) };
}

/** A gateway on the same cable answers in milliseconds; longer means that nobody is there. */
const CONNECT_WITHIN_MS = 3_000;
const KEEP_ALIVE_MS = 10_000;

function openSocket(
  name: string,
  host: string,
  port: number,
  clock: Clock,
): Promise<Result<PortConnection, PortFault>> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    const timer = clock.setTimeout(
      () => socket.destroy(new Error('no answer to the connection')),
      CONNECT_WITHIN_MS,
    );
    const fail = (error: Error): void => {
      clock.clearTimeout(timer);
      resolve(err(faultOf(name, error)));
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      clock.clearTimeout(timer);
      socket.off('error', fail);
      resolve(ok(connectionOn(name, socket)));
    });
  });
}

function connectionOn(name: string, socket: Socket): PortConnection {
  const data = listeners<Uint8Array>();
  const closed = listeners<PortFault>();
  let last: Error | null = null;
  socket.on('data', (bytes) => data.emit(new Uint8Array(bytes)));
  socket.on('error', (error) => (last = error));
  socket.on('close', () =>
    closed.emit(faultOf(name, last ?? new Error('closed by the other side'))),
  );
  return {
    onData: data.add,
    onClose: closed.add,
    write: (bytes) =>
      new Promise((resolve) => {
        if (socket.destroyed) return resolve(err({ code: 'gone', message: `${name} is closed` }));
        socket.write(bytes, (error) => resolve(error ? err(faultOf(name, error)) : ok(undefined)));
      }),
    flush: () => Promise.resolve(),
    close: () =>
      new Promise((resolve) => {
        if (socket.closed) return resolve();
        socket.once('close', () => resolve());
        socket.destroy();
      }),
  };
}

function faultOf(name: string, error: Error): PortFault {
  const message = `${name}: ${error.message}`;
  if (/ECONNREFUSED/.test(error.message)) return { code: 'refused', message };
  return { code: 'gone', message };
}
