import { afterEach, expect, test } from 'vitest';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

let world: KioskWorld;
afterEach(() => world.end());

test('Ada scans the barcode on her badge: it counts as a tap', async () => {
  world = await kioskWorld({ scanner: true });
  await world.scan(`]C0${people.ada.badge}`);
  await world.clock.until(() => world.unlocks(1) === 1, 5_000);
  expect(world.unlocks(1)).toBe(1);
});

test('a label at Home changes nothing, and nothing of it is written down', async () => {
  world = await kioskWorld({ scanner: true });
  const before = [world.view().screen, world.events()];
  await world.scan(']C01Z999AA10123456784');
  await world.scan(']Q1https://example.com/');
  expect([world.view().screen, world.events()]).toEqual(before);
});
