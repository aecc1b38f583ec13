import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemIds } from '../../main/base/ids.ts';
import { defaultSettings } from '../../main/contract/settings.ts';
import { readSeed } from '../../main/contract/seed.ts';
import { openSecrets } from '../../main/secrets.ts';
import { seedOnce } from '../../main/seeding.ts';
import { hashSecret, secretFits } from '../../main/service/password.ts';
import { staffDoor, type StaffAnswer, type StaffDoor } from '../../main/service/staff.ts';
import { putUser, user } from '../../db/contacts.ts';
import { placeLockers } from '../../db/lockers.ts';
import { eventsAfter } from '../../db/events.ts';
import type { Store } from '../../db/open.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { storeAt } from '../support/store.ts';
import { TestClock } from '../support/test-clock.ts';

/** The demonstration's people: Tess is a technician, Gus an operator. */
const TESS = '04FA5501';
const GUS = '04FF7788';
const ADA = '04A1B2C3';

let folder: Folder;
let store: Store;
let clock: TestClock;
let door: StaffDoor;

function open(): void {
  store = storeAt(folder.in('restante.db'), { clock });
  const secrets = openSecrets(folder.path, systemIds);
  const document: unknown = JSON.parse(readFileSync('assets/seed/demo.json', 'utf8'));
  const numbers = Array.from({ length: 24 }, (_, i) => i + 1);
  const seed = readSeed(document, new Set(numbers));
  if (!seed.ok) throw new Error(JSON.stringify(seed.error));
  store.write((db) =>
    placeLockers(
      db,
      numbers.map((number) => ({ number, size: 'small', accessible: false })),
    ),
  );
  seedOnce(store, seed.value, secrets);
  door = staffDoor({ store, secrets, clock, settings: () => defaultSettings });
}

beforeEach(() => {
  folder = temporaryFolder();
  clock = new TestClock();
  open();
});
afterEach(() => {
  store.close();
  folder.remove();
});

const pin = (badge: string, typed: string): Promise<StaffAnswer> =>
  door.identifyStaff({ sessionId: 's', by: 'badge', badge, pin: typed });
const password = (userName: string, typed: string): Promise<StaffAnswer> =>
  door.identifyStaff({
    sessionId: 's',
    by: 'password',
    userName,
    password: typed,
  });
const refusals = (): unknown[] =>
  eventsAfter(store.read, 0, 1_000)
    .filter((event) => event.type === 'staff.refused')
    .map((event) => (JSON.parse(event.payload) as { reason: string }).reason);

describe('the technician signs in', () => {
  test('with the badge and its PIN, or with user name and password', async () => {
    expect(door.isStaffBadge(TESS)).toBe(true);
    expect(await pin(TESS, '4711')).toMatchObject({ outcome: 'recognised', userId: 'tess-mabry' });
    expect(await password('tech', 'lockers-demo')).toMatchObject({ outcome: 'recognised' });
  });

  test('not with the PIN as password, nor the password as PIN', async () => {
    expect(await pin(TESS, 'lockers-demo')).toMatchObject({ outcome: 'refused' });
    expect(await password('tech', '4711')).toMatchObject({ outcome: 'refused' });
  });

  test('a recipient’s badge is no staff badge, and no PIN makes it one', async () => {
    expect(door.isStaffBadge(ADA)).toBe(false);
    expect(await pin(ADA, '4711')).toMatchObject({ outcome: 'refused' });
  });

  test('an operator without a PIN is refused; nobody with an empty hash gets in', async () => {
    expect(await pin(GUS, '')).toMatchObject({ outcome: 'refused' });
  });

  test('[F14] a carrier is known, and told that it is not theirs while the bank lets none drop off', async () => {
    store.write((db) => {
      const tess = user(db, 'tess-mabry');
      if (tess) putUser(db, { ...tess, id: 'kit', userName: 'kit', role: 'carrier' });
    });
    expect(await password('kit', 'lockers-demo')).toEqual({ outcome: 'notAllowed' });
    expect(refusals()).toEqual(['role']);
  });
});

describe('five wrong ones', () => {
  test('lock that person out for five minutes, the right PIN included, and nobody else', async () => {
    for (let attemptsLeft = 4; attemptsLeft > 0; attemptsLeft -= 1)
      expect(await pin(TESS, '0000')).toEqual({ outcome: 'refused', attemptsLeft });
    expect(await pin(TESS, '0000')).toEqual({ outcome: 'locked', forMs: 300_000 });
    expect(await pin(TESS, '4711')).toEqual({ outcome: 'locked', forMs: 300_000 });
    expect(await password('tech', 'lockers-demo')).toMatchObject({ outcome: 'locked' });
    expect(await pin(GUS, '1')).toMatchObject({ outcome: 'refused' });
    await clock.step(299_000);
    expect(await pin(TESS, '4711')).toEqual({ outcome: 'locked', forMs: 1_000 });
    await clock.step(1_000);
    expect(await pin(TESS, '4711')).toMatchObject({ outcome: 'recognised' });
    expect(refusals().filter((reason) => reason === 'locked')).toHaveLength(3);
  });

  test('are not forgiven by pulling the plug, nor by setting the clock back', async () => {
    for (let i = 0; i < 5; i += 1) await pin(TESS, '0000');
    store.close();
    open();
    expect(await pin(TESS, '4711')).toMatchObject({ outcome: 'locked' });
    clock.jumpWall(-86_400_000);
    expect(await pin(TESS, '4711')).toEqual({ outcome: 'locked', forMs: 300_000 });
    await clock.step(300_000);
    expect(await pin(TESS, '4711')).toMatchObject({ outcome: 'recognised' });
  });

  test('four wrong ones and the right one begin the count anew', async () => {
    for (let i = 0; i < 4; i += 1) await pin(TESS, '0000');
    await pin(TESS, '4711');
    for (let i = 0; i < 4; i += 1) await pin(TESS, '0000');
    expect(await pin(TESS, '4711')).toMatchObject({ outcome: 'recognised' });
  });

  test('at once count as five: nobody tries many while one is looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => pin(TESS, '0000')));
    // The fifth is tried, and says already that no sixth will be.
    expect(answers.filter(({ outcome }) => outcome === 'locked')).toHaveLength(4);
  });

  test('of a name that nobody has lock that name too, so a lock tells nothing', async () => {
    for (let i = 0; i < 5; i += 1) await password('nobody', 'x');
    expect(await password('nobody', 'x')).toMatchObject({ outcome: 'locked' });
  });
});

test('no event holds a badge number, a PIN, a password or what was typed as a name', async () => {
  await pin(TESS, '4711');
  await password('secret-typed-as-name', 'lockers-demo');
  const log = eventsAfter(store.read, 0, 1_000)
    .map((event) => event.payload)
    .join('\n');
  for (const secret of [TESS, '4711', 'lockers-demo', 'secret-typed-as-name'])
    expect(log).not.toContain(secret);
});

describe('a stored hash', () => {
  test('fits its secret only, and is another each time', async () => {
    const one = await hashSecret('grüße', systemIds);
    expect(await hashSecret('grüße', systemIds)).not.toBe(one);
    expect(await secretFits('gru\u0308ße', one)).toBe(true);
    expect(await secretFits('grüsse', one)).toBe(false);
  });

  test.each([
    '',
    'plain text',
    '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA',
    '$scrypt$ln=31,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
    '$scrypt$ln=1,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
  ])('that is not ours or would cost too much fits nothing: %s', async (phc) => {
    expect(await secretFits('', phc)).toBe(false);
    expect(await secretFits('plain text', phc)).toBe(false);
  });
});
