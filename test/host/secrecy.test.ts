import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemIds } from '../../main/base/ids.ts';
import type { Log } from '../../main/base/log.ts';
import { fileLog } from '../../main/host/file-log.ts';
import { openSecrets } from '../../main/secrets.ts';
import { kioskWorld, people } from '../support/kiosk-world.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';

/** The world has a silent log; here it writes the file that a technician would read. */
const held = vi.hoisted(() => ({ log: null as Log | null }));
vi.mock('../../main/base/log.ts', () => ({
  silentLog: new Proxy({}, { get: (_none, name) => held.log?.[name as keyof Log] }),
}));

let folder: Folder;
beforeEach(() => {
  folder = temporaryFolder();
  held.log = fileLog(folder.in('logs'));
});
afterEach(() => folder.remove());

const SECRETS = [people.ada.badge, people.bela.badge, people.cleo.badge, people.nobody.badge];
const NAMES = ['Ada Quill', 'Bela Moor', 'Cleo Finch', 'TRK00000', 'Atlas Books'];

function filesIn(place: string): readonly (readonly [string, Buffer])[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path)] as const);
}

/** Whether a number stands in these bytes: as it is, in lower case, or as raw, hex or base64 text. */
function holds(content: Buffer, number: string): boolean {
  const text = content.toString('latin1').toLowerCase();
  return [
    number.toLowerCase(),
    Buffer.from(number).toString('hex'),
    Buffer.from(number).toString('base64').replace(/=+$/, '').toLowerCase(),
  ].some((form) => text.includes(form));
}

describe('after badges were tapped, known and unknown, in good times and bad', () => {
  test('no number stands in a file of the kiosk, and no person in its log or its events', async () => {
    const world = await kioskWorld();
    for (const badge of SECRETS) {
      await world.tap(badge);
      await world.clock.step(90_000);
    }
    // Two at once, noise on the line, a reader that is pulled out in the middle of a card.
    await world.tap(people.ada.badge);
    await world.tap(people.bela.badge);
    world.cables.reader.unplug();
    await world.clock.step(5_000);
    world.cables.reader.plug();
    await world.clock.step(5_000);
    world.bank.buses.get('doors')?.setFault('silent', true);
    await world.tap(people.bela.badge);
    await world.clock.step(90_000);
    const events = world.events().length;
    const told = JSON.stringify(
      [...new Set(world.events())].flatMap((type) => world.payloads(type)),
    );
    await world.crash();
    const files = [...filesIn(world.dataDir), ...filesIn(folder.path)];
    await world.restart();
    files.push(...filesIn(world.dataDir), ...filesIn(folder.path));
    await world.end();

    const log = readFileSync(folder.in('logs/kiosk.log'), 'utf8');
    expect(log.split('\n').length).toBeGreaterThan(3);
    expect(events).toBeGreaterThan(20);
    expect(files.some(([path]) => path.endsWith('restante.db'))).toBe(true);
    for (const number of SECRETS) {
      for (const [path, content] of files)
        expect(holds(content, number), `${number} in ${path}`).toBe(false);
      expect(told).not.toContain(number);
    }
    for (const name of NAMES) {
      expect(log, name).not.toContain(name);
      expect(told, name).not.toContain(name);
    }
  });
});

describe('the file of secrets', () => {
  const fileOf = (dir: string): string => join(dir, 'keys', 'secrets.json');
  const mode = (path: string): number => statSync(path).mode & 0o777;

  test('stays readable by its owner only, however often it is written', () => {
    const secrets = openSecrets(folder.path, systemIds);
    for (const write of [() => secrets.keepKioskKey('{}'), () => secrets.keepKioskId('kiosk')]) {
      write();
      expect(mode(fileOf(folder.path))).toBe(0o600);
    }
    const again = openSecrets(folder.path, systemIds);
    expect([again.kioskKey, again.kioskId]).toEqual(['{}', 'kiosk']);
    expect(again.hmac('badge', '1')).toBe(secrets.hmac('badge', '1'));
  });

  test('a write that a power cut ended leaves the old secrets', () => {
    const before = openSecrets(folder.path, systemIds).hmac('badge', '1');
    writeFileSync(`${fileOf(folder.path)}.new`, '{"pepp');
    const after = openSecrets(folder.path, systemIds);
    expect(after.hmac('badge', '1')).toBe(before);
    after.keepKioskId('kiosk');
    expect(openSecrets(folder.path, systemIds).kioskId).toBe('kiosk');
  });

  test('a damaged one is never replaced by a new pepper, which would cost every badge', () => {
    openSecrets(folder.path, systemIds);
    writeFileSync(fileOf(folder.path), '{"pepper":"short","kioskKey":null}');
    expect(() => openSecrets(folder.path, systemIds)).toThrow();
    expect(readFileSync(fileOf(folder.path), 'utf8')).toContain('short');
  });

  test('two kiosks, or two numbers, never share a stored value', () => {
    const one = openSecrets(folder.in('one'), systemIds);
    const two = openSecrets(folder.in('two'), systemIds);
    const values = [one, two].flatMap((each) =>
      ['1', '01', '1 '].map((number) => each.hmac('badge', number)),
    );
    expect(new Set(values).size).toBe(6);
    for (const value of values) expect(value).toMatch(/^[0-9a-f]{64}$/);
  });
});
