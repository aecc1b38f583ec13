import { localeSchema, type KioskView, type Locale } from '../../main/contract/view.ts';
import { seed, withMore } from './kiosk-people.ts';
import { kioskWorld, people, type KioskWorld, type WorldOptions } from './kiosk-world.ts';
import { olgaAs, olgaSignsIn } from './drop-off-world.ts';
import { handoverGallery, handoverStories } from './handover-gallery.ts';
import { pickupGallery, pickupStories } from './pickup-gallery.ts';
import { mailroomManages } from './manage-gallery.ts';

/** What the stories need besides the world's own people. */
export const galleryWorld = {
  scanner: true,
  settings: { dropOff: { mailroomDirect: true, categorizeDepartmentMail: true, batchMode: true } },
  more: {
    users: [olgaAs('operator')],
    departments: [{ id: 'research', name: 'Research' }],
  },
} as const;

/** Every screen that people meet, collected from stories that were really played in `language`. */
export async function collectViews(language: Locale = 'en'): Promise<readonly KioskView[]> {
  const seen = new Map<string, KioskView>();
  const played = [
    ...stories.map((story) => ({ story, at: galleryWorld })),
    ...pickupStories.map((story) => ({ story, at: pickupGallery })),
    ...handoverStories.map((story) => ({ story, at: handoverGallery })),
  ];
  for (const { story, at } of played) {
    const world = await kioskWorld({
      ...at,
      more: { ...at.more, contacts: speaking(language, at.more) },
      settings: { ...at.settings, languages: [language, ...others(language)] },
    });
    const keep = (view: KioskView): void => {
      const counting = view.countdown === null ? '' : ' counting';
      const typing = view.field === null ? '' : ` ${view.field.layer} ${view.field.length > 2}`;
      const items = view.items.map((item) => item.id).join();
      const drawn = view.signature === null ? '' : ` ${view.signature.strokes.length > 0}`;
      const key = `${view.screen} ${items}${counting}${typing}${drawn}`;
      if (!seen.has(key)) seen.set(key, view);
    };
    keep(world.view());
    const stop = world.kiosk().onView(keep);
    await story(world);
    stop();
    await world.end();
  }
  return [...seen.values()];
}

/** The people of the world, who are spoken to in their own language. */
function speaking(language: Locale, more: WorldOptions['more']): readonly object[] {
  const theirs = withMore({ contacts: seed.contacts }, { contacts: more?.['contacts'] ?? [] });
  return (theirs as { contacts: readonly object[] }).contacts.map((each) => ({
    ...each,
    language,
  }));
}

function others(language: Locale): readonly Locale[] {
  return localeSchema.options.filter((each) => each !== language);
}

const { ada, bela, cleo, nobody, tess } = people;

/** What people do at the kiosk until every screen has been seen. */
export const stories: readonly ((world: KioskWorld) => Promise<void>)[] = [
  async (world) => {
    for (const tool of ['help', 'accessibility', 'language']) {
      await world.press(tool);
      await world.press('closePanel');
    }
    await world.press('pickUp');
    await world.clock.step(80_000);
  },
  async (world) => {
    await world.tap(bela.badge);
    await world.shows('chooseParcel');
    await world.press('open:5');
    await world.shows('takeParcel');
    await world.clock.step(40_000);
    world.door(5).shut();
    await world.shows('another');
    await world.press('finish');
    await world.shows('home', 20_000);
    await world.tap(bela.badge);
    await world.clock.step(3_000);
    world.door(2).shut();
    await world.clock.step(10_000);
  },
  async (world) => {
    await world.press('store');
    await world.tap(cleo.badge);
    await world.shows('storageSize');
    await world.press('size:medium');
    await world.shows('storageHowLong');
    await world.press('lasts:3600000');
    const { locker } = await world.shows('putThingsIn');
    world.door(locker ?? 0).shut();
    await world.shows('storageStored');
    await world.press('finish');
    await world.clock.step(5_000);
    await world.press('store');
    await world.tap(cleo.badge);
    await world.shows('storageChoose');
    await world.press(world.view().items[0]?.id ?? '');
    await world.shows('storageStay');
    await world.press('finishStay');
    await world.shows('storageConfirm');
    await world.press('confirm');
    await world.shows('takeThingsOut');
    world.door(locker ?? 0).shut();
    await world.shows('storageEnded');
  },
  async (world) => {
    await world.tap(nobody.badge);
    await world.shows('notRecognised');
    await world.press('again');
    await world.clock.step(90_000);
    await world.tap(cleo.badge);
    await world.clock.step(40_000);
  },
  async (world) => {
    world.door(1).jam(true);
    await world.tap(ada.badge);
    await world.clock.step(10_000);
    await world.press('report');
    await world.clock.step(80_000);
  },
  async (world) => {
    world.door(2).jam(true);
    await world.tap(bela.badge);
    await world.shows('chooseParcel');
    await world.press('open:2');
    await world.clock.step(80_000);
  },
  async (world) => {
    await world.tap(ada.badge);
    await world.shows('opening');
    world.cables.doors.unplug();
    await world.clock.step(12_000);
    await world.press('report');
    await world.clock.step(60_000);
  },
  async (world) => {
    await world.tap(ada.badge);
    await world.shows('takeParcel');
    await world.clock.step(200_000);
  },
  async (world) => {
    await world.press('signIn');
    await world.press('byName');
    await world.type('Tess');
    await world.key('upper');
    await world.key('signs');
    await world.key('accept');
    await world.type('wrong');
    await world.key('accept');
    await world.showsWhenDone('signInRefused');
    await world.press('again');
    await world.tap(tess.badge);
    await world.type(tess.pin);
    await world.key('accept');
    await world.showsWhenDone('service');
    for (const page of ['kiosk', 'devices', 'tests', 'support', 'doors']) {
      await world.press(`goTo:${page}`);
      if (page === 'kiosk')
        for (const facts of ['clock', 'network']) {
          await world.press(`goTo:${facts}`);
          await world.press('back');
        }
      await world.press('back');
    }
    await world.press('goTo:tests');
    for (const page of ['keypad', 'sound', 'touch', 'colours', 'reads']) {
      await world.press(`goTo:${page}`);
      if (page === 'touch') await world.press('touched:1');
      if (page === 'sound') {
        await world.press('tone:left');
        await world.press('act:quieter');
      }
      if (page === 'colours')
        for (let colours = 0; colours < 6; colours += 1) await world.press('nextPage');
      if (page === 'reads') await world.tap(ada.badge);
      await world.press('back');
    }
    await world.press('back');
    await world.press('goTo:devices');
    await world.press('device:doors');
    await world.press('act:showFrames');
    await world.press('back');
    await world.press('act:boardSwapped');
    await world.clock.until(() => world.view().screen === 'serviceResult', 60_000);
    await world.press('back');
    await world.press('back');
    await world.press('back');
    await world.press('goTo:support');
    await world.press('goTo:restart');
    await world.press('back');
    await world.press('act:selfTest');
    await world.press('back');
    await world.press('act:summary');
    await world.press('back');
    await world.press('act:supportBundle');
    await world.showsWhenDone('serviceResult');
    await world.press('back');
    await world.press('back');
    await world.press('wizard:scan');
    await world.shows('wiringScanned', 150_000);
    await world.press('wizard:openNext');
    await world.shows('wiringWhich');
    await world.press('isLocker:3');
    await world.shows('wiringNext');
    await world.press('wizard:openNext');
    await world.shows('wiringTrouble');
    world.door(1).shut();
    await world.press('wizard:review');
    await world.shows('wiringReview');
    await world.press('back');
    await world.clock.step(4_000);
    await world.press('goTo:tests');
    await world.press('goTo:reads');
    await world.press('learn');
    await world.tap(ada.badge);
    await world.type('12345');
    await world.press('back');
    await world.press('back');
    await world.press('back');
    await world.press('goTo:doors');
    await world.press('door:1');
    await world.press('goTo:reasons');
    await world.press('outOfService:jammed');
    await world.press('openDoor');
    await world.shows('serviceDoorOpen');
    world.door(1).shut();
    await world.shows('serviceDoor');
    world.door(1).jam(true);
    await world.press('openDoor');
    await world.shows('serviceNotOpen', 20_000);
    await world.press('back');
    await world.press('back');
    await world.press('sequence');
    await world.clock.step(295_000);
  },
  async (world) => {
    world.cables.doors.unplug();
    await world.clock.step(30_000);
    await world.tap(ada.badge);
    await world.clock.step(10_000);
  },
  async (world) => {
    await olgaSignsIn(world);
    await world.press('dropOff');
    await world.press('typeIt');
    await world.type('1Z99');
    await world.press('back');
    await world.press('noBarcode');
    await world.press('department');
    await world.type('res');
    await world.press('back');
    await world.scan(']C01Z999AA10123456784');
    await world.press('personal');
    await world.type('ada');
    await world.clock.step(10);
    await world.press('recipient:0');
    await world.shows('addOrNew');
    await world.press('newLocker');
    await world.press('map');
    await world.press('back');
    await world.press('size:small');
    await world.shows('noLockerFits');
    for (const locker of [3, 4]) world.door(locker).jam(true);
    await world.press('size:medium');
    await world.shows('didNotOpen', 20_000);
    await world.press('others');
    await world.shows('didNotOpen', 20_000);
    await world.press('others');
    const { locker } = await world.shows('putIn', 20_000);
    await world.scan(']C01Z999AA10123456784');
    world.door(locker ?? 6).shut();
    await world.shows('packageIn');
    await world.press('reopen');
    await world.shows('putIn', 20_000);
    await world.press('takenOut');
    world.door(locker ?? 6).shut();
    await world.shows('scanLabel');
    world.fillDisk('noDeposits');
    await world.press('leave');
    await world.press('dropOff');
    await world.shows('dropOffFull');
  },
  mailroomManages,
];
