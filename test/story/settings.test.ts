import { afterEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { settingsSchema, type Settings } from '../../main/contract/settings.ts';
import { fakeHub, type FakeHub } from '../support/fake-hub.ts';
import { kioskWorld, type KioskWorld } from '../support/kiosk-world.ts';
import { seed } from '../support/kiosk-people.ts';
import { dropOffSettings } from '../support/settings/drop-off.ts';
import { generalSettings } from '../support/settings/general.ts';
import { handoverSettings } from '../support/settings/handover.ts';
import { pickupSettings } from '../support/settings/pickup.ts';
import { storageSettings } from '../support/settings/storage.ts';
import type { SettingStory } from '../support/settings/story.ts';

const settingStories: readonly SettingStory[] = [
  ...generalSettings,
  ...pickupSettings,
  ...dropOffSettings,
  ...storageSettings,
  ...handoverSettings,
];

/** Nobody stays longer than *Admin Session Timeout* at its longest. */
const GONE_WITHIN_MS = 3_700_000;

/** The leaves of the document: `timers.doorLeftOpen`. */
function keysOf(schema: unknown, path = ''): readonly string[] {
  const inner = (schema as { def: { innerType?: z.ZodType } }).def.innerType;
  if (inner) return keysOf(inner, path);
  const shape = (schema as { shape?: Readonly<Record<string, unknown>> }).shape;
  if (!shape) return [path];
  return Object.entries(shape).flatMap(([name, each]) =>
    keysOf(each, path === '' ? name : `${path}.${name}`),
  );
}

/** A document with these values at their places. */
function documentOf(values: Readonly<Record<string, unknown>>): object {
  const document: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.');
    let at = document;
    for (const name of names.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
    at[names.at(-1) ?? ''] = value;
  }
  return document;
}

const settingsOf = (story: SettingStory, more: Readonly<Record<string, unknown>> = {}): Settings =>
  settingsSchema.parse(documentOf({ ...seed.settings, ...story.beside, ...more }));

test('every setting has its bad value, its story and its change', () => {
  const keys = settingStories.map(({ key }) => key);
  expect([...keys].sort()).toEqual([...keysOf(settingsSchema)].sort());
});

test('a bad value is refused with its place and a reason, all of them at once', () => {
  const bad = settingsSchema.safeParse(
    documentOf(Object.fromEntries(settingStories.map(({ key, bad }) => [key, bad]))),
  );
  const reasons = bad.error?.issues ?? [];
  for (const { key } of settingStories)
    expect(
      reasons.filter(({ path }) => path.join('.').startsWith(key)),
      key,
    ).not.toEqual([]);
  for (const { message } of reasons) expect(message).toMatch(/\w+ \w+/);
});

describe.each(settingStories)('$key $does', (story) => {
  let hub: FakeHub;
  let world: KioskWorld;
  afterEach(() => world.end());

  async function begun(): Promise<void> {
    hub = fakeHub();
    world = await kioskWorld({
      hub,
      scanner: true,
      settings: settingsOf(story),
      ...(story.more && { more: story.more }),
      ...(story.cabinet && {
        bank: { cabinet: story.cabinet, contacts: seed.contacts, parcels: seed.parcels },
      }),
    });
    await story.before?.(world);
    await story.begin(world);
  }

  async function changed(): Promise<void> {
    const payload = settingsOf(story, { [story.key]: story.changed });
    hub.issue({ version: 1, kind: 'settings.put', payload });
    await world.clock.step(0);
    expect(world.events()).toContain('settings.applied');
  }

  test('as it was, in the session in which it changes', async () => {
    await begun();
    if (!story.atOnce) await changed();
    expect(await story.look(world, hub)).toEqual(story.found[0]);
  });

  test('as it is, in the next one', async () => {
    await begun();
    await changed();
    await closeDoors();
    await world.shows('home', GONE_WITHIN_MS);
    await world.clock.step(5_000);
    await story.begin(world);
    expect(await story.look(world, hub)).toEqual(story.found[1]);
    expect(story.found[1]).not.toEqual(story.found[0]);
  });

  async function closeDoors(): Promise<void> {
    for (const locker of [1, 2, 3, 4, 5, 6]) world.door(locker).shut();
    await world.clock.step(2_000);
  }
});
