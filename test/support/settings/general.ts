import { people } from '../kiosk-world.ts';
import { taps } from './steps.ts';
import type { SettingStory } from './story.ts';

const { bela, cleo } = people;
const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';

/** What the bank looks like, speaks and is called. */
export const generalSettings: readonly SettingStory[] = [
  {
    key: 'bankName',
    ...{ bad: '', changed: 'North hall', does: 'stands on every screen' },
    begin: taps(cleo.badge, 'nothingHere'),
    look: async (world) => world.view().brand.bankName,
    found: ['Test hall', 'North hall'],
  },
  {
    key: 'languages',
    ...{ bad: [], changed: ['en', 'ar'], does: 'lets people choose their language' },
    begin: taps(bela.badge, 'chooseParcel'),
    look: async (world) => world.view().tools.some(({ id }) => id === 'language'),
    found: [false, true],
  },
  {
    key: 'general.timeZone',
    ...{
      bad: 'Europe/Nowhere',
      changed: 'Asia/Tokyo',
      does: 'says what the clock of the bank shows',
    },
    ...{ beside: { 'general.timeZone': 'UTC' } },
    begin: taps(bela.badge, 'chooseParcel'),
    look: async (world) => world.view().time.replace(/:\d+/, ''),
    found: ['9 AM', '6 PM'],
  },
  {
    key: 'supportContact',
    ...{ bad: 'x'.repeat(121), changed: 'Room 4', does: 'says who helps' },
    begin: taps(bela.badge, 'chooseParcel'),
    look: async (world) => world.view().help.lines.at(-1)?.text,
    found: ['Help: Reception, extension 12', 'Help: Room 4'],
  },
  {
    key: 'brand.accent',
    ...{ bad: 'teal', changed: '#5b2a86', does: 'colours the screen' },
    begin: taps(bela.badge, 'chooseParcel'),
    look: async (world) => world.view().brand.accent,
    found: ['#0b5c55', '#5b2a86'],
  },
  {
    key: 'brand.ground',
    ...{ bad: '#808080', changed: '#fdf3e1', does: 'is what everything is written on' },
    begin: taps(bela.badge, 'chooseParcel'),
    look: async (world) => world.view().brand.ground,
    found: ['#f6f5f0', '#fdf3e1'],
  },
  {
    key: 'brand.logo',
    ...{ bad: 'https://logo', changed: PICTURE, does: 'stands beside the name of the bank' },
    begin: taps(bela.badge, 'chooseParcel'),
    look: async (world) => world.view().brand.logo,
    found: [null, PICTURE],
  },
  {
    key: 'brand.background',
    ...{ bad: 'a photograph', changed: PICTURE, does: 'lies behind Home' },
    ...{ atOnce: true, begin: async () => undefined },
    look: async (world) => world.view().brand.background,
    found: [null, PICTURE],
  },
  {
    key: 'brand.welcome',
    ...{ bad: { en: '' }, changed: { en: 'Welcome to North hall' }, does: 'greets people' },
    ...{ atOnce: true, begin: async () => undefined },
    look: async (world) => world.view().title.text,
    found: ['Tap your badge or touch to begin', 'Welcome to North hall'],
  },
];
