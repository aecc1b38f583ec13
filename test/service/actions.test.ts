import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventHash } from '../../main/base/event-hash.ts';
import { removeUser } from '../../db/contacts.ts';
import type { EventRow } from '../../db/events.ts';
import type { ServiceActions } from '../../main/service/actions.ts';
import { withoutSecrets } from '../../main/service/bundle.ts';
import { figuresOf } from '../../main/service/door-figures.ts';
import { trustOf, type ServiceFacts } from '../../main/service/facts.ts';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

/** Tess has opened the service menu at a running kiosk. */
const tess = { sessionId: 'ses_tess', userId: 'tess' };
const stranger = { sessionId: 'ses_x', userId: 'ada' };

let world: KioskWorld;
let actions: ServiceActions;
const facts = (): ServiceFacts => world.kiosk().service.facts();

beforeEach(async () => {
  world = await kioskWorld();
  actions = world.kiosk().service.actions;
});
afterEach(() => world.end());

async function soon<T>(asked: Promise<T>, ms = 15_000): Promise<T> {
  let done = false;
  void asked.finally(() => (done = true));
  await world.clock.until(() => done, ms);
  return asked;
}
const open = (locker: number, parcelIds: readonly string[] = []) =>
  soon(actions.openDoor(tess, { locker, parcelIds }, () => true));

describe('the door test', () => {
  test('opens an empty door with one recorded pulse and tells how long it took', async () => {
    expect(await open(4)).toMatchObject({ verdict: 'opened' });
    expect(world.unlocks(4)).toBe(1);
    expect(world.payloads('door.requested').at(-1)).toMatchObject({
      locker: 4,
      purpose: 'service',
      attempt: 1,
    });
    world.door(4).shut();
    await world.clock.step(2_000);
    expect(world.events().slice(-3)).toEqual(['door.commanded', 'door.opened', 'door.closed']);
    const door = facts().lockers.find(({ number }) => number === 4);
    expect(door?.figures).toMatchObject({ pulses: 1, trend: 'tooFew', hints: [] });
    expect(door?.figures.opensInMs).toBeGreaterThan(50);
    expect(door?.figures.opensInMs).toBeLessThan(1_000);
  });

  test('a door with a parcel inside opens only when the technician was told of it, and the parcel stays', async () => {
    expect(await open(1)).toEqual({ verdict: 'refused', reason: 'notAuthorised' });
    expect(world.unlocks(1)).toBe(0);
    expect(actions.parcelsIn(1)).toEqual(['p-ada']);
    expect(await open(1, ['p-ada'])).toMatchObject({ verdict: 'opened' });
    world.door(1).shut();
    await world.clock.step(2_000);
    expect(world.events()).not.toContain('parcel.released');
    expect(world.events()).not.toContain('parcel.pickedUp');
    expect(actions.parcelsIn(1)).toEqual(['p-ada']);
  });

  test('works on a door that is out of service, where no recipient gets one', async () => {
    expect(actions.putOutOfService(tess, 1, 'jammed').ok).toBe(true);
    expect(facts().doors.outOfService).toBe(1);
    await world.tap(people.ada.badge);
    expect(world.unlocks(1)).toBe(0);
    expect(await open(1, ['p-ada'])).toMatchObject({ verdict: 'opened' });
    world.door(1).shut();
    await world.clock.step(2_000);
    expect(actions.putInService(tess, 1).ok).toBe(true);
    expect(facts().doors.outOfService).toBe(0);
    expect(world.events()).toContain('locker.inService');
  });

  test('a jammed door did not open; twice is a hint', async () => {
    world.door(4).jam(true);
    expect(await open(4)).toMatchObject({ verdict: 'didNotOpen' });
    await world.clock.step(12_000);
    expect(await open(4)).toMatchObject({ verdict: 'didNotOpen' });
    const door = facts().lockers.find(({ number }) => number === 4);
    expect(door?.figures.hints).toEqual(['neverOpened', 'oftenFails']);
  });

  test('nobody who is no technician moves anything, also when the role went while the menu was open', async () => {
    expect(await actions.openDoor(stranger, { locker: 4, parcelIds: [] }, () => true)).toEqual({
      verdict: 'refused',
      reason: 'notAuthorised',
    });
    world.kiosk().store.write((db) => removeUser(db, 'tess'));
    expect(await open(4)).toEqual({ verdict: 'refused', reason: 'notAuthorised' });
    expect(actions.putOutOfService(tess, 4, 'dirty')).toMatchObject({ ok: false });
    expect(actions.reopenPort(tess, 'doors')).toMatchObject({ ok: false });
    expect(actions.checkDatabase(tess)).toMatchObject({ ok: false });
    expect(await actions.writeBundle(tess, world.dataDir)).toMatchObject({ ok: false });
    expect(world.unlocks(4)).toBe(0);
  });
});

describe('the overview', () => {
  test('counts doors and names each device with since when and its last frames', async () => {
    await world.clock.step(5_000);
    const seen = facts();
    expect(seen.doors).toMatchObject({ closed: 6, open: 0, unknown: 0, occupied: 3 });
    const bus = seen.devices.find(({ id }) => id === 'doors');
    expect(bus?.health.state).toBe('ready');
    expect(bus?.forMs).toBeGreaterThan(4_000);
    expect(bus?.lastFrames.map(({ direction }) => direction)).toContain('in');
    expect(seen.devices.find(({ id }) => id === 'reader')?.lastFrames).toEqual([]);
    expect(seen.hub).toMatchObject({ configured: false, lastContactAgoMs: null });
    expect(seen.hub.backlog).toBe(world.events().length);
    expect(seen.clock.trust).toBe('unconfirmed');
    expect(seen.machine.memory.totalBytes).toBeGreaterThan(seen.machine.memory.ownBytes);
    expect(seen.disk.totalBytes).toBeGreaterThan(0);
  });

  test('a clock that differs by more than five minutes from the hub’s is off', () => {
    const hub = { configured: true, lastContactAgoMs: 0 };
    expect(trustOf({ ...hub, clockOffsetMs: -1_000 })).toBe('sure');
    expect(trustOf({ ...hub, clockOffsetMs: 301_000 })).toBe('off');
  });
});

describe('the figures of a door', () => {
  const opening = (openedAfterMs: number | null, state = 'closed') => ({
    locker: 1,
    state,
    attempt: 1,
    openedAfterMs,
  });
  const many = (count: number, ms: number) => Array.from({ length: count }, () => opening(ms));

  test('a bolt that needs longer than it used to is shown before it jams', () => {
    const figures = figuresOf(1, 20, [...many(10, 250), ...many(10, 900)]);
    expect(figures).toMatchObject({ opensInMs: 900, openedInMs: 250, trend: 'slower' });
    expect(figures.hints).toEqual(['slower']);
  });

  test('one slow opening, or a clock that was set meanwhile, is no trend', () => {
    const attempts = [...many(10, 250), ...many(9, 260), opening(2_900)];
    expect(figuresOf(1, 20, attempts).trend).toBe('steady');
    expect(figuresOf(1, 21, [...attempts, opening(86_400_000)]).trend).toBe('steady');
  });

  test('a board that was silent twice of late is named', () => {
    const attempts = [...many(5, 250), opening(null, 'unknown'), opening(null, 'unknown')];
    expect(figuresOf(1, 7, attempts).hints).toEqual(['oftenSilent']);
  });
});

describe('ports', () => {
  test('one that is closed lets its doors go unknown and comes back when reopened', async () => {
    expect(await soon(actions.closePort(tess, 'doors'))).toMatchObject({ ok: true });
    await world.clock.step(1_000);
    expect(facts().doors.unknown).toBe(6);
    expect(await open(4)).toEqual({ verdict: 'refused', reason: 'boardLost' });
    expect(actions.reopenPort(tess, 'doors').ok).toBe(true);
    await world.clock.step(3_000);
    expect(facts().doors.closed).toBe(6);
    expect(world.payloads('service.action').map(({ action }) => action)).toEqual([
      'portClosed',
      'portReopened',
    ]);
  });

  test('one that everybody forgot opens by itself after half an hour', async () => {
    expect((await soon(actions.closePort(tess, 'doors'))).ok).toBe(true);
    await world.clock.step(31 * 60_000);
    expect(facts().doors.closed).toBe(6);
  }, 60_000);

  test('a reader without such a port, or a name that nobody has, is refused', () => {
    expect(actions.reopenPort(tess, 'nothing')).toMatchObject({
      ok: false,
      error: { code: 'unknownDevice' },
    });
  });
});

describe('what is taken home on a stick', () => {
  test('the bundle is one archive that tar opens, with nobody’s name, badge or parcel number in it', async () => {
    await world.tap(people.ada.badge);
    const stick = join(world.dataDir, 'stick');
    mkdirSync(stick);
    const written = await actions.writeBundle(tess, stick);
    if (!written.ok) throw new Error(written.error.message);
    const list = spawnSync('tar', ['-tzf', written.value], { encoding: 'utf8' });
    expect(list.stdout.trim().split('\n')).toEqual([
      'facts.json',
      'settings.json',
      'cabinet.json',
      'events.ndjson',
      'frames/doors.txt',
    ]);
    const all = gunzipSync(readFileSync(written.value)).toString('latin1');
    expect(all).toContain('credential.accepted');
    for (const personal of ['Ada Quill', 'Tess Mabry', people.ada.badge, 'TRK0000', 'Atlas Books'])
      expect(all).not.toContain(personal);
    expect(readdirSync(stick)).toHaveLength(1);
  });

  test('anything that is named like a secret stays at home', () => {
    const settings = { a: { smtpPassword: 'x', apiKey: 'y', keep: 'z' }, tokens: ['t'], pin: 4711 };
    expect(withoutSecrets(settings)).toEqual({
      a: { smtpPassword: '(left out)', apiKey: '(left out)', keep: 'z' },
      tokens: '(left out)',
      pin: '(left out)',
    });
  });

  test('the exported log can be checked by anybody: each hash follows from the one before', async () => {
    await open(4);
    const written = await actions.exportEvents(tess, world.dataDir);
    if (!written.ok) throw new Error(written.error.message);
    const lines = readFileSync(written.value, 'utf8').trim().split('\n');
    const [head, ...rows] = lines.map((line) => JSON.parse(line) as EventRow);
    const { logId, headHash, to } = head as unknown as Record<string, unknown>;
    let hash = String(logId);
    for (const row of rows) {
      expect(row.prevHash).toBe(hash);
      hash = eventHash(hash, row);
      expect(row.hash).toBe(hash);
    }
    expect(hash).toBe(headHash);
    expect(rows).toHaveLength(Number(to));
  });

  test('a stick that is not there is told so, and recorded', async () => {
    const written = await actions.writeBundle(tess, join(world.dataDir, 'nowhere'));
    expect(written).toMatchObject({ ok: false, error: { code: 'noFolder' } });
    expect(world.payloads('service.action').at(-1)).toMatchObject({
      outcome: 'failed',
      detail: 'noFolder',
    });
  });
});

test('the database check says that all is whole', () => {
  expect(actions.checkDatabase(tess)).toEqual({ ok: true, value: [] });
  expect(world.payloads('service.action').at(-1)).toMatchObject({ detail: '0 problems' });
});
