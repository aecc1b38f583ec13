import { afterEach, expect, test } from 'vitest';
import { kioskWorld, people, type KioskWorld, type WorldOptions } from '../support/kiosk-world.ts';

/** A tap at a reader of each kind finds its person by the badge format, or nobody. */
let world: KioskWorld;

async function open(options: WorldOptions): Promise<void> {
  world = await kioskWorld(options);
  await world.clock.step(2_000);
}
afterEach(() => world.end());

const first = { id: 'reader', protocol: 'line', port: 'sim:reader' };
const another = (id: string, protocol: string, badgeFormat?: object) => ({
  id,
  protocol,
  port: `sim:${id}`,
  ...(badgeFormat && { badgeFormat }),
});
const H10301 = { from: 'bits', layout: 'H10301', number: [{ of: 'card' }] };
const known = (): number =>
  world.payloads('credential.accepted').filter(({ contactId }) => contactId === 'cleo').length;

test('[F37] a badge read backwards by a second reader still finds its person', async () => {
  await open({
    badgeReaders: [
      first,
      another('back', 'line', {
        from: 'hexText',
        byteOrder: 'reversed',
        base: 'hex',
        number: [{ of: 'all', digits: 'full' }],
      }),
    ],
  });
  await world.tap('C3B2A104', 'back');
  await world.shows('takeParcel');
  expect(world.payloads('credential.accepted')).toEqual([{ kind: 'badge', contactId: 'ada' }]);
});

test('[F37] one person is found at a reader of every kind by the number that is printed', async () => {
  await open({
    cleoBadges: ['4567', '1603', '0006547886', '0025489530'],
    badgeFormat: H10301,
    badgeReaders: [
      first,
      another('osdp', 'osdp'),
      another('ideas', 'rfideas-acp', { ...H10301, layout: 'C1000-48' }),
      another('fobs', 'rdm6300', { from: 'uid', number: [{ from: -32, digits: 10 }] }),
      another('tags', 'parallax', { from: 'uid', number: [{ from: -32, digits: 10 }] }),
    ],
  });
  const taps = [
    [people.cleo.badge, 'reader'],
    ['10111101100010001110101110', 'osdp'],
    ['400076000C86', 'ideas'],
    ['010063E9AE', 'fobs'],
    ['0F0184F07A', 'tags'],
  ] as const;
  for (const [i, [card, reader]] of taps.entries()) {
    await world.tap(card, reader);
    await world.shows('nothingHere');
    await world.clock.until(() => known() === i + 1, 1_000);
    expect(known(), `${card} at ${reader}`).toBe(i + 1);
    await world.press('leave');
    await world.shows('home', 60_000);
  }
});

test('[F37] a card with a wrong parity bit is nobody, and the log says that it was unreadable', async () => {
  await open({
    cleoBadges: ['4567'],
    badgeReaders: [first, another('osdp', 'osdp', H10301)],
  });
  await world.tap('10111101100010001110101111', 'osdp');
  await world.shows('notRecognised');
  expect(world.payloads('credential.refused')).toEqual([{ kind: 'badge', reason: 'unreadable' }]);
  await world.tap('10111101100010001110101110', 'osdp');
  await world.shows('nothingHere');
  expect(known()).toBe(1);
});
