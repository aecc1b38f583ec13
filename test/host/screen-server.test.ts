import { request } from 'node:http';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { idsFrom, systemIds } from '../../main/base/ids.ts';
import { systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import { readOptions } from '../../main/host/options.ts';
import { serveScreen, type ScreenServer } from '../../main/host/screen-server.ts';
import { openSecrets } from '../../main/secrets.ts';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';

const TOKEN = 'a-token-of-the-test';
let folder: Folder;
let world: KioskWorld;
let server: ScreenServer;
let port: number;

beforeEach(async () => {
  folder = temporaryFolder();
  folder.file('index.html', '<!doctype html><title>kiosk</title>');
  folder.file('secret.html.bak', 'no');
  world = await kioskWorld();
  server = await serveScreen({
    kiosk: world.kiosk(),
    folder: folder.path,
    port: 0,
    token: TOKEN,
    clock: systemClock,
    log: silentLog,
  });
  port = Number(new URL(server.url).port);
});
afterEach(async () => {
  await server.close();
  await world.end();
  folder.remove();
});

/** A raw request: fetch would tidy the path up. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (bytes: Buffer) => (body += bytes.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

function knock(path: string, origin?: string): Promise<'open' | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(
      `ws://127.0.0.1:${port}${path}`,
      origin === undefined ? {} : { origin },
    );
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => resolve(0));
  });
}

describe('the screen’s server', () => {
  test('shows the page under a policy that allows only its own files', async () => {
    const { status, headers } = await ask('/');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain(
      `connect-src 'self' ws://127.0.0.1:${port}`,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('answers no other name than its own, so no page of the network can ask it', async () => {
    expect((await ask('/', { host: 'locker.example.org' })).status).toBe(421);
  });

  test.each([
    '/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/secret.html.bak',
    '/%E0%A4%A',
    '/a%00.html',
    '//',
    '/index.html/',
  ])('has nothing at %s, and stays up', async (path) => {
    expect([404, 421]).toContain((await ask(path)).status);
    expect((await ask('/')).status).toBe(200);
  });

  test('reads only', async () => {
    expect((await ask('/', {}, 'POST')).status).toBe(405);
  });

  test('lets only the holder of the token be the screen, and only from its own page', async () => {
    const own = `http://127.0.0.1:${port}`;
    expect(await knock(`/screen?token=${TOKEN}`, own)).toBe('open');
    expect(await knock(`/screen?token=${TOKEN}`, 'https://example.org')).not.toBe('open');
    for (const path of [
      '/screen',
      '/screen?token=',
      '/screen?token=wrong',
      `/other?token=${TOKEN}`,
    ])
      expect(await knock(path, own)).not.toBe('open');
  });
});

describe('secrets', () => {
  test('lie in a file that only this user may read, and stay the same', () => {
    const first = openSecrets(folder.path, systemIds);
    const hmac = first.hmac('badge', '04A1B2C3');
    const path = join(folder.path, 'keys', 'secrets.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder.path, 'keys')).mode & 0o777).toBe(0o700);
    expect(openSecrets(folder.path, systemIds).hmac('badge', '04A1B2C3')).toBe(hmac);
    expect(openSecrets(folder.in('other'), systemIds).hmac('badge', '04A1B2C3')).not.toBe(hmac);
    first.keepKioskKey('{"d":"key"}');
    expect(openSecrets(folder.path, systemIds).kioskKey).toBe('{"d":"key"}');
  });

  test('[F37] no badge number stands in the database, in the log or in an event', async () => {
    for (const badge of [people.ada.badge, people.nobody.badge]) {
      await world.tap(badge);
      await world.clock.step(40_000);
    }
    const dir = world.dataDir;
    const bytes = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    expect(bytes.length).toBeGreaterThan(1);
    for (const { badge } of [people.ada, people.bela, people.nobody])
      for (const content of bytes) expect(content.includes(badge)).toBe(false);
  });
});

test('every bad option is named', () => {
  const read = readOptions(['--port', '70000', '--hub', 'ftp://x']);
  const wrong = read.ok ? '' : read.error.join('\n');
  for (const name of ['--cabinet', '--data', '--port', '--hub']) expect(wrong).toContain(name);
  const unknown = readOptions(['--colour', 'green']);
  expect(unknown.ok ? '' : unknown.error.join()).toContain('--colour');
  expect(idsFrom(() => new Uint8Array(20)).id('x')).toMatch(/^x_0{20}$/);
});
