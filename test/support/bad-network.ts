import { connect, createServer, type Socket } from 'node:net';

/** What a line to the hub does to one connection. */
export type Line =
  | 'good'
  /** Gone at once. */
  | 'refused'
  /** Cut in the middle of the request. */
  | 'cutRequest'
  /** The hub gets and applies everything; its answer never arrives. */
  | 'lostAnswer'
  /** Open, and silent for ever. */
  | 'halfOpen'
  /** A few bytes at a time. */
  | 'slow';

export interface BadNetwork {
  readonly url: string;
  /** How the next connections behave, one after another; then all are good. */
  plan(lines: readonly Line[]): void;
  readonly used: readonly Line[];
  close(): Promise<void>;
}

const CUT_AFTER_BYTES = 700;
const SLOW_STEP = 150;

export async function badNetwork(target: string): Promise<BadNetwork> {
  const { port } = new URL(target);
  let planned: Line[] = [];
  const used: Line[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const line = planned.shift() ?? 'good';
    used.push(line);
    sockets.add(near);
    near.on('error', () => undefined);
    if (line === 'refused') return void near.destroy();
    if (line === 'halfOpen') return void near.resume();
    const far = connect(Number(port), '127.0.0.1');
    sockets.add(far);
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    let up = 0;
    near.on('data', (bytes) => {
      up += bytes.length;
      if (line === 'cutRequest' && up > CUT_AFTER_BYTES) {
        far.write(bytes.subarray(0, Math.max(0, bytes.length - 50)));
        return void near.destroy();
      }
      if (line === 'slow')
        for (let at = 0; at < bytes.length; at += SLOW_STEP)
          far.write(bytes.subarray(at, at + SLOW_STEP));
      else far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (line === 'lostAnswer') return void near.destroy();
      near.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = (server.address() as { port: number }).port;
  return {
    url: `http://127.0.0.1:${own}`,
    plan: (lines) => (planned = [...lines]),
    used,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
