import { afterEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../main/base/clock.ts';
import { fakeHub } from '../support/fake-hub.ts';
import { adaReturns, handoverWorld, typesPin, legsOf } from '../support/handover-world.ts';
import { people, type KioskWorld } from '../support/kiosk-world.ts';

let world: KioskWorld;
afterEach(() => world.end());

async function belaTakes(locker: number): Promise<void> {
  await world.tap(people.bela.badge);
  await world.shows('chooseParcel');
  await world.press(`open:${locker}`);
  await world.shows('takeParcel');
  world.door(locker).shut();
}

describe('[F48] time', () => {
  test('an expired first leg cancels, frees the locker and ends the PIN', async () => {
    world = await handoverWorld({ pin: { to: Date.UTC(2026, 10, 24, 11) } });
    await world.clock.step(HOUR);
    expect(world.events()).not.toContain('reservation.expired');
    world.clock.jumpWall(HOUR);
    await world.clock.step(MINUTE);
    expect(world.payloads('reservation.expired')).toEqual([{ reservationId: 'r1', locker: null }]);
    await typesPin(world);
    const { lines } = await world.shows('notRecognised');
    expect(lines[0]?.text.text).toContain('until its time is over');
  });

  test('nobody collects: it expires as any parcel, once, and the staff have it on their list', async () => {
    world = await handoverWorld();
    const locker = await adaReturns(world);
    world.clock.jumpWall(3 * DAY);
    await world.clock.step(MINUTE);
    expect(world.payloads('reservation.expired')).toEqual([{ reservationId: 'r1', locker }]);
    // Until somebody has removed it, it is Bela's.
    await belaTakes(locker);
    await world.shows('another');
    expect(legsOf(world)).toHaveLength(1);
  });

  test('*One Time PIN Expiration*: a hub that sends no PIN has one made here, and it lasts so long', async () => {
    const hub = fakeHub();
    world = await handoverWorld({
      hub,
      settings: { general: { returnAndExchange: true, oneTimePinExpiration: 3_600 } },
    });
    const payload = { id: 'r2', kind: 'return', size: 'small', contactId: 'cleo' };
    hub.issue({ version: 1, kind: 'reservation.request', payload });
    hub.issue({
      ...{ version: 2, kind: 'reservation.request' },
      payload: { ...payload, toDepartmentId: 'labs' },
    });
    await world.clock.step(2 * MINUTE);
    expect(world.payloads('directive.refused')).toMatchObject([
      { reasons: ['payload: who collects what is put in? toContactId or toDepartmentId'] },
    ]);
    const [made] = world.payloads('code.created');
    expect(made).toMatchObject({ kind: 'oneTime', contactId: 'cleo', reservationId: 'r2' });
    expect(world.payloads('notice.requested')).toMatchObject([{ what: 'oneTimePin' }]);
    await world.clock.step(HOUR);
    expect(world.payloads('reservation.expired')).toEqual([{ reservationId: 'r2', locker: null }]);
  });
});
