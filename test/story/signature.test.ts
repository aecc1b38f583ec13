import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signature } from '../../db/signatures.ts';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

const { ada, bela } = people;
const settings = { pickup: { recipientSignature: true } };
const line: [number, number][] = [
  [120, 200],
  [400, 90],
  [760, 240],
];

let world: KioskWorld;
beforeEach(async () => {
  world = await kioskWorld({ settings });
});
afterEach(() => world.end());

async function draw(points: [number, number][]): Promise<void> {
  world.kiosk().send({ type: 'stroke', view: world.view().number, points });
  await world.clock.step(1);
}

describe('signing for a parcel', () => {
  test('[F45] the door opens after the signature, which is kept as strokes and named by each event', async () => {
    await world.tap(ada.badge);
    const asked = await world.shows('sign');
    expect(asked.rows.map(({ label, value }) => [label.text, value.text])).toEqual([
      ['Locker 1', 'From Atlas Books'],
    ]);
    expect(asked.signature?.strokes).toEqual([]);
    expect(world.unlocks(1)).toBe(0);
    await draw(line);
    await draw([[800, 300]]);
    expect(world.view().signature?.strokes).toEqual([line, [[800, 300]]]);
    expect(world.view().number).toBe(asked.number);
    await world.press('confirm');
    await world.shows('takeParcel');
    world.door(1).shut();
    await world.shows('thanks');
    const [signed] = world.payloads('parcel.signed');
    expect(signed).toMatchObject({ contactId: 'ada', parcelIds: ['p-ada'] });
    const kept = signature(world.kiosk().store.read, String(signed?.['signatureId']));
    expect(JSON.parse(kept?.strokes ?? '')).toEqual([line, [[800, 300]]]);
    for (const type of ['parcel.released', 'parcel.pickedUp'])
      expect(world.payloads(type)[0]?.['signatureId']).toBe(kept?.id);
    const order = world.events();
    expect(order.indexOf('parcel.signed')).toBeLessThan(order.indexOf('door.requested'));
  });

  test('[F45] an empty field is told, a touch is no signature, and a drawing can be made anew', async () => {
    await world.tap(ada.badge);
    await world.shows('sign');
    await world.press('confirm');
    expect(world.view().lines.at(-1)).toMatchObject({ role: 'error' });
    await draw([[500, 200]]);
    await world.press('confirm');
    await world.shows('sign');
    await draw(line);
    await world.press('clear');
    expect(world.view().signature?.strokes).toEqual([]);
    await world.press('confirm');
    await world.shows('sign');
    expect(world.unlocks(1)).toBe(0);
  });

  test('[F45] nothing is kept of whoever leaves, or is gone', async () => {
    await world.tap(ada.badge);
    await world.shows('sign');
    await draw(line);
    await world.press('leave');
    await world.shows('home');
    // The same card at once is one tap to the reader.
    await world.clock.step(3_000);
    await world.tap(ada.badge);
    const again = await world.shows('sign');
    expect(again.signature?.strokes).toEqual([]);
    await draw(line);
    await world.shows('home', 70_000);
    expect(world.events()).not.toContain('parcel.signed');
    expect(world.kiosk().store.read.sql.all('select * from signatures')).toEqual([]);
    expect(world.unlocks(1)).toBe(0);
  });

  test('[F45] [F46] it is asked once, and written down for each locker before its door opens', async () => {
    await world.tap(bela.badge);
    await world.shows('chooseParcel');
    await world.press('open:2');
    await world.shows('sign');
    await draw(line);
    await world.press('confirm');
    await world.shows('takeParcel');
    world.door(2).shut();
    await world.shows('another');
    expect(world.payloads('parcel.signed').map(({ parcelIds }) => parcelIds)).toEqual([
      ['p-bela-1'],
    ]);
    await world.press('open:5');
    await world.shows('takeParcel');
    world.door(5).shut();
    await world.shows('thanks');
    const signed = world.payloads('parcel.signed');
    expect(signed.map(({ parcelIds }) => parcelIds)).toEqual([['p-bela-1'], ['p-bela-2']]);
    expect(new Set(signed.map(({ signatureId }) => signatureId)).size).toBe(1);
  });

  test('whoever cannot draw confirms in words', async () => {
    await world.tap(ada.badge);
    await world.shows('sign');
    await world.press('inWords');
    const words = await world.shows('signInWords');
    expect(words.items[0]?.label.text).toBe('I confirm that I receive these parcels');
    await world.press('confirm');
    await world.shows('takeParcel');
    expect(world.payloads('parcel.signed')).toEqual([
      { contactId: 'ada', parcelIds: ['p-ada'], signatureId: null },
    ]);
  });

  test('a stroke on a screen without a field does nothing', async () => {
    await draw(line);
    expect(world.view().screen).toBe('home');
  });

  test('opening again needs no second signature', async () => {
    await world.tap(ada.badge);
    await world.shows('sign');
    await draw(line);
    await world.press('confirm');
    await world.shows('takeParcel');
    world.door(1).shut();
    await world.shows('thanks');
    await world.press('reopen:1');
    const again = await world.shows('takeParcel');
    expect(again.lines[1]?.text.text).toBe('Take what you left behind and close the door.');
    expect(world.payloads('parcel.signed')).toHaveLength(1);
  });
});

test('[F41] [F45] at the keypad a confirmation in words takes the place of the drawing', async () => {
  const listening = await kioskWorld({ settings, keypad: 'two-switch' });
  await listening.tap(ada.badge);
  await listening.shows('sign');
  await listening.keypad.act('next');
  expect(listening.view().screen).toBe('signInWords');
  expect(listening.view().signature).toBeNull();
  await listening.keypad.select('item:confirm');
  await listening.shows('takeParcel');
  expect(listening.payloads('parcel.signed')).toEqual([
    { contactId: 'ada', parcelIds: ['p-ada'], signatureId: null },
  ]);
  await listening.end();
});

test('[F42] [F45] one signature stands for all lockers that open at once', async () => {
  const all = await kioskWorld({
    settings: { pickup: { recipientSignature: true, openAllAtOnce: true } },
  });
  await all.tap(bela.badge);
  await all.shows('sign');
  all.kiosk().send({ type: 'stroke', view: all.view().number, points: line });
  await all.press('confirm');
  await all.shows('allOpen');
  expect(all.payloads('parcel.signed').map(({ parcelIds }) => parcelIds)).toEqual([
    ['p-bela-1', 'p-bela-2'],
  ]);
  await all.end();
});
