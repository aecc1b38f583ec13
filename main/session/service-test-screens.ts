import { present } from '../base/assert.ts';
import { body, button, type Screen, type ScreenItem } from './screen.ts';
import { TOUCH_SPOTS, type ServiceContext } from './service-context.ts';
import { back, fact, logOut, words } from './service-parts.ts';
import type { ServiceSnapshot } from './service.ts';

/** Tests of what people touch and tap: readers, the badge format, the screen itself. */
const ROWS = 8;

export function readsScreen({ read }: ServiceContext, frame: Screen): Screen {
  return {
    ...frame,
    name: 'serviceReads',
    title: { key: 'service.reads.title' },
    lines: [body('service.reads.waiting')],
    rows: read
      ? [
          fact('service.reads.device', words(read.device)),
          fact('service.reads.raw', read.shown),
          ...read.rows,
        ].slice(0, ROWS)
      : [],
    items: [button('learn', 'service.reads.learn', 'normal', 'badge'), back, logOut],
  };
}

export function learningScreen(snapshot: ServiceSnapshot, frame: Screen): Screen {
  const { samples, entry } = snapshot.context;
  const named: Screen = {
    ...frame,
    name: 'serviceLearn',
    title: { key: 'service.learn.title' },
    lines: [body('service.learn.body', { card: samples.length + 1 })],
    items: [back, logOut],
  };
  if (snapshot.matches({ story: { learning: 'tap' } }))
    return { ...named, picture: { emphasis: 'reader', lit: [] } };
  return {
    ...named,
    name: 'serviceLearnNumber',
    title: { key: 'service.learn.printed' },
    typing: { entry: present(entry, 'the entry'), label: { key: 'service.learn.printed' } },
  };
}

export function touchScreen({ touched }: ServiceContext, frame: Screen): Screen {
  const all = TOUCH_SPOTS.every((spot) => touched.includes(spot));
  return {
    ...frame,
    name: 'serviceTouch',
    mood: all ? 'good' : 'neutral',
    title: { key: all ? 'service.touch.done' : 'service.touch.title' },
    items: [
      ...TOUCH_SPOTS.map((spot): ScreenItem => ({
        ...button(
          'touched',
          'service.touch.spot',
          'normal',
          touched.includes(spot) ? 'done' : 'touch',
        ),
        arg: spot,
        label: { key: 'service.touch.spot', values: { spot } },
        details: touched.includes(spot) ? [{ key: 'service.touch.felt' }] : [],
      })),
      back,
      logOut,
    ],
  };
}
