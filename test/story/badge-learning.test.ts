import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Cabinet } from '../../main/contract/cabinet.ts';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

/** A reader sends the cards backwards; a technician teaches the kiosk with two cards in hand. */
const { tess } = people;
const ada = { sent: 'C3B2A104', printed: '04A1B2C3' };
const bela = { sent: 'F6E5D404', printed: '04D4E5F6' };
let world: KioskWorld;

beforeEach(async () => {
  world = await kioskWorld();
  await world.tap(tess.badge);
  await world.shows('signInPin');
  await world.type(tess.pin);
  await world.key('accept');
  await world.showsWhenDone('service');
  await world.press('goTo:tests');
  await world.press('goTo:reads');
  await world.press('learn');
});
afterEach(() => world.end());

async function teach(sent: string, printed: string): Promise<void> {
  await world.shows('serviceLearn');
  await world.tap(sent);
  await world.shows('serviceLearnNumber');
  await world.type(printed);
  await world.key('accept');
  await world.clock.step(50);
}

const file = (): string => join(world.dataDir, 'cabinet.json');
const written = (): Cabinet => JSON.parse(readFileSync(file(), 'utf8')) as Cabinet;

test('[F37] two cards teach the format; it is written, told in the log without a number, and counts at once', async () => {
  // The wizard has written another file since the start; what stands there stays.
  writeFileSync(file(), JSON.stringify({ ...smallCabinet(), model: 'wired-anew' }));
  await teach(ada.sent, ada.printed);
  await teach(bela.sent, bela.printed);
  const view = await world.shows('serviceLearnt');
  expect(JSON.stringify(view)).toContain('last byte first');
  for (const number of [ada.sent, ada.printed, bela.sent, bela.printed])
    expect(JSON.stringify(view)).not.toContain(number);
  await world.press('act:keepBadge0');
  await world.shows('serviceResult');
  expect(written()).toMatchObject({
    model: 'wired-anew',
    badgeReaders: [{ badgeFormat: { from: 'hexText', byteOrder: 'reversed' } }],
  });
  expect(world.payloads('service.action')).toEqual([
    {
      userId: 'tess',
      action: 'badgeFormatLearnt',
      target: 'reader',
      outcome: 'done',
      detail: null,
    },
  ]);
  await world.press('leave');
  await world.shows('home', 60_000);
  await world.tap(ada.sent);
  await world.shows('takeParcel');
});

test('a mistyped number teaches nothing, and the technician hears why', async () => {
  await teach(ada.sent, ada.printed);
  await teach(bela.sent, '04D4E5F7');
  const view = await world.shows('serviceLearnt');
  expect(view.lines[0]?.text.text).toContain('mistyped');
  expect(view.items.map(({ id }) => id)).not.toContain('act:keepBadge0');
});

test('what two cards leave open the technician decides, or another card does', async () => {
  await teach('54321', '54321');
  await teach('61234', '61234');
  const open = await world.shows('serviceLearnt');
  expect(open.lines[0]?.text.text).toContain('shorter number');
  expect(open.items.filter(({ id }) => id.startsWith('act:keepBadge')).length).toBeGreaterThan(1);
  await world.press('learn');
  await teach('00042', '42');
  await teach('00777', '777');
  const decided = await world.shows('serviceLearnt');
  // That zeros are dropped is clear now; a part of a greater number would look the same so far.
  expect(decided.lines[0]?.text.text).not.toContain('shorter');
  await world.press('act:keepBadge0');
  await world.shows('serviceResult');
  expect(written().badgeReaders[0]?.badgeFormat).toMatchObject({
    from: 'text',
    leadingZeros: 'drop',
  });
});
