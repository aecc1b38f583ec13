import { afterEach, describe, expect, test } from 'vitest';
import { MINUTE } from '../../main/base/clock.ts';
import {
  adaReturns,
  handoverWorld,
  ids,
  opens,
  PIN,
  typesPin,
  legsOf,
} from '../support/handover-world.ts';
import { people, type KioskWorld } from '../support/kiosk-world.ts';

let world: KioskWorld;
afterEach(() => world.end());

describe('[F48] Ada returns something for Bela with a one-time PIN', () => {
  test('the locker opens at once; closed, it is Bela’s to collect, and Ada’s PIN is used up', async () => {
    world = await handoverWorld();
    await typesPin(world);
    const locker = await opens(world);
    expect(world.view().lines.map(({ text }) => text.text)).toContain('For Bela Moor');
    await world.press('returned');
    await world.shows('closeDoor');
    world.door(locker).shut();
    await world.shows('handedIn');
    expect(legsOf(world)).toEqual([{ leg: 1, what: 'putIn', locker }]);
    expect(world.payloads('parcel.deposited').at(-1)).toMatchObject({
      ...{ locker, contactId: 'bela', by: 'client', seenBy: 'sensor' },
    });
    expect(world.payloads('notice.requested').at(-1)).toMatchObject({
      ...{ what: 'deposited', contactId: 'bela', locker, reservationId: 'r1' },
    });
    expect(world.payloads('code.ended')).toContainEqual({ codeId: 'pin-ada', as: 'used' });
    await world.press('finish');
    await world.shows('home');

    const before = world.unlocks(locker);
    await typesPin(world);
    const { lines } = await world.shows('notRecognised');
    expect(lines[0]?.text.text).toContain('A PIN works once');
    expect(world.unlocks(locker)).toBe(before);
  });

  test('Bela collects it as any parcel, and sees from whom it is; then the promise is kept', async () => {
    world = await handoverWorld();
    const locker = await adaReturns(world);
    await world.tap(people.bela.badge);
    const { items } = await world.shows('chooseParcel');
    const box = items.find(({ id }) => id === `open:${locker}`);
    expect(JSON.stringify(box?.details)).toContain('Ada Quill');
    await world.press(`open:${locker}`);
    await world.shows('takeParcel');
    world.door(locker).shut();
    await world.shows('another');
    expect(legsOf(world)).toEqual([
      { leg: 1, what: 'putIn', locker },
      { leg: 2, what: 'collected', locker },
    ]);
    expect(world.payloads('reservation.ended')).toMatchObject([{ reservationId: 'r1', locker }]);
  });

  test('by badge too, once *Return* was touched; whoever has none reserved is told so', async () => {
    world = await handoverWorld();
    await world.press('return');
    await world.tap(people.cleo.badge);
    await world.shows('handoverNothing');
    await world.press('leave');
    await world.shows('home');
    await world.press('return');
    await world.tap(people.ada.badge);
    await opens(world);
  });

  test('who has several is asked which; who touches a stranger’s gets nothing', async () => {
    const another = { id: 'r2', kind: 'exchange', size: 'medium', contactId: 'ada' };
    world = await handoverWorld({
      more: { reservations: [{ ...another, toContactId: 'cleo' }] },
    });
    await world.press('return');
    await world.tap(people.ada.badge);
    const view = await world.shows('handoverChoose');
    expect(ids(view)).toEqual(['task:r1', 'task:r2', 'leave']);
    await world.press('task:r2');
    const locker = await opens(world);
    expect(world.payloads('reservation.granted')).toMatchObject([{ reservationId: 'r2', locker }]);
  });

  test('departments return to departments: any member brings it, the key contact collects', async () => {
    world = await handoverWorld({
      reservation: {
        ...{ contactId: null, departmentId: 'labs', toContactId: null, toDepartmentId: 'post' },
      },
      pin: { contactId: null, departmentId: 'labs' },
      settings: { pickup: { departmentMailPickup: true }, general: { returnAndExchange: true } },
      more: {
        departments: [
          { id: 'labs', name: 'Labs' },
          { id: 'post', name: 'Post room' },
        ],
        contacts: [
          {
            ...{ id: 'cleo', name: 'Cleo Finch', badges: [people.cleo.badge] },
            departments: [{ id: 'post', keyContact: true }],
          },
        ],
      },
    });
    const locker = await adaReturns(world);
    expect(world.payloads('parcel.deposited').at(-1)).toMatchObject({
      ...{ contactId: null, departmentId: 'post' },
    });
    await world.tap(people.cleo.badge);
    await world.shows('takeParcel');
    world.door(locker).shut();
    await world.shows('thanks');
    expect(world.payloads('parcel.pickedUp').at(-1)).toMatchObject({ departmentId: 'post' });
  });

  test('where *Activate Return and Exchange* is off it does not stand at Home, and no PIN opens', async () => {
    world = await handoverWorld({ settings: { general: { returnAndExchange: false } } });
    expect(ids(world.view())).not.toContain('return');
    await world.press('pickUp');
    await world.type(PIN);
    await world.key('accept');
    await world.shows('notOffered');
  });
});

describe('[F48] nothing is final that Ada did not put in', () => {
  test('*I put nothing in* frees the locker, and the same PIN opens another day', async () => {
    world = await handoverWorld();
    await typesPin(world);
    const locker = await opens(world);
    await world.press('notReturned');
    world.door(locker).shut();
    await world.shows('handoverUndecided');
    expect(world.payloads('parcel.placingEnded')).toMatchObject([{ locker, why: 'cancelled' }]);
    await world.press('later');
    const { lines } = await world.shows('handoverPostponed');
    expect(lines[0]?.text.text).toContain('PIN');
    await world.press('finish');
    await world.shows('home');
    await adaReturns(world);
  });

  test('who says that nothing comes ends it: one event, and the PIN opens nothing more', async () => {
    world = await handoverWorld();
    await typesPin(world);
    const locker = await opens(world);
    await world.press('notReturned');
    world.door(locker).shut();
    await world.shows('handoverUndecided');
    await world.press('notReturned');
    await world.shows('handoverOver');
    expect(legsOf(world)).toEqual([{ leg: 1, what: 'notReturned', locker: null }]);
    expect(world.events()).not.toContain('parcel.pickedUp');
    await world.shows('home', 10_000);
    await typesPin(world);
    await world.shows('notRecognised');
  });

  test('a larger locker is given when it does not fit, and the first is free again', async () => {
    world = await handoverWorld({ sizes: { 4: 'large' } });
    await typesPin(world);
    const small = await opens(world);
    await world.press('needLarger');
    world.door(small).shut();
    await world.clock.until(() => world.view().locker !== small, 5_000);
    const larger = await opens(world);
    expect(larger).not.toBe(small);
    world.door(larger).shut();
    await world.shows('handedIn');
    expect(world.payloads('parcel.placingEnded')).toMatchObject([{ why: 'needLarger' }]);
    expect(legsOf(world)).toEqual([{ leg: 1, what: 'putIn', locker: larger }]);
  });

  test('where nothing larger is free they may take the first size after all, or come back', async () => {
    world = await handoverWorld({ reservation: { size: 'medium' } });
    await typesPin(world);
    const locker = await opens(world);
    await world.press('needLarger');
    world.door(locker).shut();
    const view = await world.shows('handoverNoneFits');
    expect(ids(view)).toEqual(['stillHave', 'again', 'later']);
    await world.press('stillHave');
    const again = await opens(world);
    world.door(again).shut();
    await world.shows('handedIn');
  });

  test('*Reopen* within the minute: taken out again, it never reaches Bela', async () => {
    world = await handoverWorld();
    await typesPin(world);
    const locker = await opens(world);
    world.door(locker).shut();
    await world.shows('handedIn');
    await world.press('reopen');
    await world.shows('handIn');
    await world.press('takenOut');
    world.door(locker).shut();
    await world.shows('handoverOver');
    expect(world.payloads('parcel.placingEnded')).toMatchObject([{ locker, why: 'takenOut' }]);
    await world.shows('home', 10_000);
    await world.tap(people.bela.badge);
    const view = await world.shows('chooseParcel');
    expect(ids(view)).not.toContain(`open:${locker}`);
  });

  test('*Reopen* to put it right: it stays Bela’s', async () => {
    world = await handoverWorld();
    await typesPin(world);
    const locker = await opens(world);
    world.door(locker).shut();
    await world.shows('handedIn');
    await world.press('reopen');
    await world.shows('handIn');
    world.door(locker).shut();
    const view = await world.shows('handedIn');
    expect(ids(view)).toEqual(['finish']);
    expect(legsOf(world)).toHaveLength(1);
  });
});

describe('[F48] doors that do not do what they should', () => {
  test('the door does not open: another locker does, or the PIN stays what it was', async () => {
    world = await handoverWorld();
    for (const locker of [1, 2, 3, 4, 5, 6]) world.door(locker).jam(true);
    await typesPin(world);
    const { locker } = await world.shows('didNotOpen', 20_000);
    for (const each of [1, 2, 3, 4, 5, 6]) world.door(each).jam(each === locker);
    await world.press('others');
    const other = await opens(world);
    expect(other).not.toBe(locker);
    world.door(other).shut();
    await world.shows('handedIn');
  });

  test('who leaves a door that did not open has promised nothing', async () => {
    world = await handoverWorld();
    for (const locker of [1, 2, 3, 4, 5, 6]) world.door(locker).jam(true);
    await typesPin(world);
    const { locker } = await world.shows('didNotOpen', 20_000);
    await world.press('leave');
    await world.shows('home');
    expect(world.payloads('parcel.placingEnded')).toMatchObject([{ locker, why: 'left' }]);
    for (const each of [1, 2, 3, 4, 5, 6]) world.door(each).jam(false);
    await adaReturns(world);
  });

  test('left open, and closed when nobody was there: Ada is asked, and the staff look', async () => {
    world = await handoverWorld();
    await typesPin(world);
    const locker = await opens(world);
    await world.shows('leftOpen', 5 * MINUTE);
    await world.shows('home', 2 * MINUTE);
    world.door(locker).shut();
    await world.clock.step(1_000);
    expect(world.payloads('locker.unverified')).toMatchObject([{ locker, why: 'leftOpen' }]);
    await typesPin(world);
    await world.shows('handoverInterrupted');
    await world.press('isInside');
    await world.shows('handoverToStaff');
    expect(legsOf(world)).toEqual([]);
  });

  test('a power cut over the open door: who still has it gets another locker', async () => {
    world = await handoverWorld();
    await typesPin(world);
    const locker = await opens(world);
    await world.crash();
    world.door(locker).shut();
    await world.restart();
    await world.shows('home');
    expect(legsOf(world)).toEqual([]);
    await typesPin(world);
    const view = await world.shows('handoverInterrupted');
    expect(view.locker).toBe(locker);
    await world.press('stillHave');
    const other = await opens(world);
    expect(other).not.toBe(locker);
    world.door(other).shut();
    await world.shows('handedIn');
    expect(legsOf(world)).toEqual([{ leg: 1, what: 'putIn', locker: other }]);
  });
});
