import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { soundFrame } from '../contract/sound-frame.ts';
import type { Kiosk } from '../kiosk.ts';
import type { ScreenEar } from './screen-ear.ts';
import { hostScreen } from './screen-host.ts';
import { pageFile, requestUrl, securityHeaders } from './web-page.ts';

/**
 * The screen in a browser on this machine: files over HTTP, views and intents over one WebSocket.
 * It listens on 127.0.0.1 only, and only somebody with the token may be the screen.
 */
export interface ScreenServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface ScreenServerOptions {
  readonly kiosk: Pick<Kiosk, 'view' | 'onView' | 'send'>;
  readonly folder: string;
  readonly port: number;
  readonly token: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly ear?: Pick<ScreenEar, 'connect'>;
}

const LARGEST_MESSAGE_BYTES = 16 * 1_024;
/** Another screen has taken over; the older one must not reconnect. */
const REPLACED = 4_001;

export async function serveScreen(options: ScreenServerOptions): Promise<ScreenServer> {
  const { kiosk, clock, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES });
  const server = createServer((request, response) => answer(request, response));
  let current: WebSocket | null = null;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = requestUrl(request);
    if (!isOurHost(request)) return void response.writeHead(421).end('wrong host\n');
    if (pathname === '/health') return void response.writeHead(200).end('ok\n');
    if (request.method !== 'GET') return void response.writeHead(405).end();
    const file = pageFile(options.folder, pathname);
    if (!file) return void response.writeHead(404, securityHeaders("'none'")).end('not here\n');
    const connect = `'self' ws://${request.headers.host ?? ''}`;
    response.writeHead(200, { ...securityHeaders(connect), 'content-type': file.type });
    response.end(file.body);
  }

  server.on('upgrade', (request, socket, head) => {
    // Whoever is refused may hang up meanwhile; without a listener that would end the process.
    socket.on('error', (error) => log.warn('screen connection', { message: error.message }));
    const url = requestUrl(request);
    const own = `http://${request.headers.host ?? ''}`;
    const allowed =
      url.pathname === '/screen' &&
      isOurHost(request) &&
      (request.headers.origin ?? own) === own &&
      isToken(url.searchParams.get('token'), options.token);
    if (!allowed) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (screen) => attach(screen));
  });

  /** One screen at a time: the newest. */
  function attach(screen: WebSocket): void {
    current?.close(REPLACED, 'another screen has taken over');
    current = screen;
    const host = hostScreen({
      kiosk,
      clock,
      log,
      ...(options.ear ? { ear: options.ear } : {}),
      post: (message) =>
        screen.send(message.type === 'sound' ? soundFrame(message) : JSON.stringify(message)),
      dead: () => screen.terminate(),
    });
    screen.on('message', (data) => host.receive(parsed(textOf(data))));
    screen.on('error', (error) => log.warn('screen connection', { message: error.message }));
    screen.on('close', () => {
      host.stop();
      if (current === screen) current = null;
    });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/?token=${options.token}`,
    close: () =>
      new Promise((resolve) => {
        current?.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A page from elsewhere may resolve its own name to 127.0.0.1; only our names are served. */
function isOurHost(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
}

function isToken(given: string | null, token: string): boolean {
  const one = Buffer.from(given ?? '');
  const other = Buffer.from(token);
  return one.length === other.length && timingSafeEqual(one, other);
}

function textOf(data: RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
