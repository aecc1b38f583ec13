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

test('a label at Home is known as one, and nothing of it is written down', async () => {
  world = await kioskWorld({ scanner: true });
  await world.scan(']C01Z999AA10123456784');
  await world.shows('notOffered');
  await world.scan(']Q1https://example.com/');
  await world.shows('notRecognised');
  expect(JSON.stringify(world.payloads('credential.accepted'))).not.toContain('1Z999');
  expect(JSON.stringify(world.payloads('credential.refused'))).not.toContain('example');
});
