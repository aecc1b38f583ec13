import { connect } from 'node:net';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Log } from '../../main/base/log.ts';
import type { ToScreen } from '../../main/contract/screen-link.ts';
import { serveScreen, type ScreenServer } from '../../main/host/screen-server.ts';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';
import { eventually, temporaryFolder, type Folder } from '../support/product.ts';
import { TestClock } from '../support/test-clock.ts';

const TOKEN = 'a-token-of-the-test';
let folder: Folder;
let world: KioskWorld;
let server: ScreenServer;
let clock: TestClock;
let port: number;
let said: string[];
let sockets: WebSocket[];

beforeEach(async () => {
  folder = temporaryFolder();
  folder.file('index.html', '<!doctype html><title>kiosk</title>');
  world = await kioskWorld();
  clock = new TestClock();
  said = [];
  sockets = [];
  server = await serveScreen({
    kiosk: world.kiosk(),
    folder: folder.path,
    port: 0,
    token: TOKEN,
    clock,
    log: memoryLog(),
  });
  port = Number(new URL(server.url).port);
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await server.close();
  await world.end();
  folder.remove();
});

function memoryLog(): Log {
  const note = (what: string, fields?: object): void =>
    void said.push(`${what} ${JSON.stringify(fields ?? {})}`);
  return { debug: note, info: note, warn: note, error: note, part: memoryLog };
}

interface Screen {
  readonly socket: WebSocket;
  readonly messages: ToScreen[];
  readonly closed: Promise<number>;
}

/** A screen that has seen its first view. */
async function screen(): Promise<Screen> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/screen?token=${TOKEN}`);
  sockets.push(socket);
  const messages: ToScreen[] = [];
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as ToScreen));
  await eventually('a first view', () => messages.length > 0);
  return { socket, messages, closed };
}

/** An upgrade with exactly these headers; gives the status of the answer. */
function upgrade(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    });
    sent.once('response', (response) => resolve(response.statusCode ?? 0));
    sent.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    sent.once('error', reject);
    sent.end();
  });
}

function health(host = `127.0.0.1:${port}`): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/health', headers: { host } });
    sent.once('response', (response) => resolve(response.resume().statusCode ?? 0));
    sent.once('error', reject);
    sent.end();
  });
}

describe('the connection of the screen', () => {
  test('is refused to every other name, origin and token, whoever holds what', async () => {
    const good = { path: `/screen?token=${TOKEN}`, host: `127.0.0.1:${port}` };
    expect(await upgrade(good.path, { host: good.host })).toBe(101);
    expect(await upgrade(good.path, { host: `localhost:${port}` })).toBe(101);
    for (const [path, headers] of [
      // A page of the network that resolves its own name to this machine.
      [good.path, { host: 'evil.example', origin: 'http://evil.example' }],
      [good.path, { host: '127.0.0.1.evil.example' }],
      [good.path, { host: good.host, origin: 'null' }],
      [good.path, { host: good.host, origin: `https://127.0.0.1:${port}` }],
      [good.path, { host: good.host, origin: `http://127.0.0.1:${port + 1}` }],
      [`/screen?token=${TOKEN}x`, { host: good.host }],
      [`/screen?token=${TOKEN.toUpperCase()}`, { host: good.host }],
      [`/screen?token=&token=${TOKEN}`, { host: good.host }],
      [`/screen/..?token=${TOKEN}`, { host: good.host }],
    ] as const)
      expect(await upgrade(path, headers), `${path} ${JSON.stringify(headers)}`).toBe(403);
    expect(said.join('\n')).not.toContain(TOKEN);
  });

  test('somebody who is refused and hangs up does not end the kiosk', async () => {
    for (let knock = 0; knock < 10; knock += 1)
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(
            `GET /screen?token=wrong HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
            () => socket.resetAndDestroy(),
          ),
        );
        socket.on('error', () => undefined);
        socket.once('close', () => resolve());
      });
    expect(await health()).toBe(200);
  });

  test('the check of health answers under our names only', async () => {
    expect(await health()).toBe(200);
    expect(await health('evil.example')).toBe(421);
  });

  test('the newest screen is the screen; the older one is told so', async () => {
    const older = await screen();
    const newer = await screen();
    expect(await older.closed).toBe(4_001);
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
    await eventually('the parcel', () =>
      newer.messages.some(
        (message) => message.type === 'view' && message.view.screen === 'takeParcel',
      ),
    );
    expect(JSON.stringify(older.messages)).not.toContain('takeParcel');
  });

  test.each([
    ['no JSON', '{{{'],
    ['nothing', 'null'],
    ['an unknown type', '{"type":"open","locker":1}'],
    ['an intent with more in it', '{"type":"intent","intent":{"type":"activity","view":1,"x":1}}'],
    ['an unknown intent', '{"type":"intent","intent":{"type":"open","view":1}}'],
    ['a view that is no number', '{"type":"painted","view":"1"}'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00])],
  ])('%s from the screen is refused with a line in the log; nothing opens', async (_what, text) => {
    const { socket, messages } = await screen();
    const before = world.events().length;
    socket.send(text);
    await eventually('a line in the log', () => said.some((line) => line.includes('was refused')));
    expect(socket.readyState).toBe(WebSocket.OPEN);
    expect(world.events()).toHaveLength(before);
    expect(messages.every(({ type }) => type === 'view')).toBe(true);
  });

  test('a message that is far too long ends that connection, not the kiosk', async () => {
    const { socket, closed } = await screen();
    socket.send('x'.repeat(64 * 1_024));
    expect(await closed).toBe(1_009);
    expect((await screen()).socket.readyState).toBe(WebSocket.OPEN);
  });

  test('a screen that no longer answers is cut off; one that answers stays', async () => {
    const { socket, messages, closed } = await screen();
    const pings = (): number => messages.filter(({ type }) => type === 'ping').length;
    for (let ping = 1; ping <= 5; ping += 1) {
      await clock.step(5_000);
      await eventually(`ping ${ping}`, () => pings() >= ping);
      const [last] = messages.filter((message) => message.type === 'ping').slice(-1);
      socket.send(JSON.stringify({ type: 'pong', id: last?.id }));
      socket.send('{{{');
      await eventually('the pong was read', () => said.length >= ping);
    }
    expect(socket.readyState).toBe(WebSocket.OPEN);
    await clock.step(20_000);
    expect(await closed).toBe(1_006);
    expect(said.join('\n')).toContain('the screen does not answer');
  });

  test('a screen that says that it failed is shown anew', async () => {
    const { socket, closed } = await screen();
    socket.send('{"type":"failed","message":"broken"}');
    expect(await closed).toBe(1_006);
  });
});
