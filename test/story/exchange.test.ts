import { afterEach, describe, expect, test } from 'vitest';
import { adaReturns, handoverWorld, ids, opens, legsOf } from '../support/handover-world.ts';
import { people, type KioskWorld } from '../support/kiosk-world.ts';

let world: KioskWorld;
afterEach(() => world.end());

/** Takes out what lies in this locker, and says that they are done. */
async function collects(badge: string, locker: number): Promise<void> {
  await world.tap(badge);
  await world.shows('chooseParcel');
  await world.press(`open:${locker}`);
  await world.shows('takeParcel');
  world.door(locker).shut();
  await world.shows('another');
  await world.press('finish');
  await world.shows('thanks');
  await world.press('finish');
}

/** Everything is said and done for whoever stands there. */
async function leaves(): Promise<void> {
  await world.press('finish');
  await world.shows('home');
}

describe('[F23] Ada and Bela exchange things', () => {
  test('Ada brings, Bela collects and puts the counter-item in, Ada collects: each leg is one event', async () => {
    world = await handoverWorld({ kind: 'exchange' });
    const first = await adaReturns(world);
    await collects(people.bela.badge, first);
    const { title } = await world.shows('handoverGiveBack');
    expect(title.text).toContain('Ada Quill');
    await world.press('giveBack');
    const back = await opens(world);
    world.door(back).shut();
    await world.shows('handedIn');
    await leaves();
    await world.tap(people.ada.badge);
    const { items } = await world.shows('chooseParcel');
    expect(JSON.stringify(items.find(({ id }) => id === `open:${back}`))).toContain('Bela Moor');
    await world.press(`open:${back}`);
    await world.shows('takeParcel');
    world.door(back).shut();
    await world.shows('another');
    expect(legsOf(world)).toEqual([
      { leg: 1, what: 'putIn', locker: first },
      { leg: 2, what: 'collected', locker: first },
      { leg: 3, what: 'putIn', locker: back },
      { leg: 4, what: 'collected', locker: back },
    ]);
  });

  test('Bela, who has nothing with her, brings it another time with a PIN of her own', async () => {
    world = await handoverWorld({ kind: 'exchange' });
    const first = await adaReturns(world);
    await collects(people.bela.badge, first);
    await world.shows('handoverGiveBack');
    await world.press('later');
    await world.shows('handoverPostponed');
    expect(world.payloads('code.created').at(-1)).toMatchObject({ kind: 'oneTime' });
    await leaves();
  });

  test('Bela, who will never bring anything, ends it; Ada’s locker is free', async () => {
    world = await handoverWorld({ kind: 'exchange' });
    const first = await adaReturns(world);
    await collects(people.bela.badge, first);
    await world.shows('handoverGiveBack');
    await world.press('notReturned');
    await world.shows('handoverOver');
    expect(world.payloads('reservation.ended')).toHaveLength(1);
    await leaves();
  });

  test('nobody is asked for anything after a return', async () => {
    world = await handoverWorld();
    const first = await adaReturns(world);
    await collects(people.bela.badge, first);
    expect(ids(await world.shows('home'))).toContain('return');
    expect(world.payloads('reservation.leg')).toHaveLength(2);
  });
});
