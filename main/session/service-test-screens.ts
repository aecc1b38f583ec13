import { present } from '../base/assert.ts';
import { body, button, type Screen, type ScreenItem } from './screen.ts';
import { LOUDEST, TOUCH_SPOTS, type ServiceContext, type Tone } from './service-context.ts';
import { act, back, fact, goTo, lasted, logOut, words } from './service-parts.ts';
import type { ServiceSnapshot } from './service.ts';

/** Tests of what people touch and tap: readers, the badge format, the screen itself. */
const ROWS = 8;

export function testsScreen(frame: Screen): Screen {
  return {
    ...frame,
    name: 'serviceTests',
    title: { key: 'service.tests' },
    lines: [body('service.tests.body')],
    items: [
      goTo('reads', 'service.reads', 'badge'),
      goTo('keypad', 'service.keypad', 'keyboard'),
      goTo('sound', 'service.sound', 'sound'),
      goTo('colours', 'service.colours', 'contrast'),
      goTo('touch', 'service.touch', 'touch'),
      back,
      logOut,
    ],
  };
}

/** What arrives is somebody's badge or parcel: only its end is shown. */
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

export function keypadScreen({ facts, felt, read }: ServiceContext, frame: Screen): Screen {
  const there = facts.devices.filter(({ kind }) => kind === 'keypad');
  const last = read?.kind === 'key' ? read : null;
  const every = [...new Set(felt)];
  return {
    ...frame,
    name: 'serviceKeypad',
    title: { key: 'service.keypad' },
    lines: [body(there.length === 0 ? 'service.keypad.none' : 'service.keypad.body')],
    rows: [
      ...there.map(({ id, state, forMs }) =>
        fact('service.kind.keypad', {
          key: 'service.keypad.state',
          values: { id, state, for: lasted(forMs) },
        }),
      ),
      ...(last ? [fact('service.keypad.last', last.shown, 'good'), ...last.rows] : []),
      ...(every.length === 0
        ? []
        : [
            fact('service.keypad.felt', {
              key: 'service.keypad.count',
              values: { count: every.length, keys: every.join(', ') },
            }),
          ]),
    ],
    items: [back, logOut],
  };
}

/** From the full amplitude down, 3 dB a step. */
function gainOf(volume: number): number {
  return volume === 0 ? 0 : 10 ** ((-3 * (LOUDEST - volume)) / 20);
}

export function soundScreen({ facts, tone }: ServiceContext, frame: Screen): Screen {
  const { volume } = facts;
  const side = (arg: Tone['side']): ScreenItem => ({
    ...button('tone', `service.sound.${arg}`),
    arg,
  });
  return {
    ...frame,
    name: 'serviceSound',
    title: { key: 'service.sound' },
    lines: [body('service.sound.body')],
    rows: [
      fact('service.sound.volume', { key: 'service.sound.step', values: { volume, of: LOUDEST } }),
    ],
    items: [
      side('both'),
      side('left'),
      side('right'),
      ...(volume < LOUDEST ? [act('louder', 'service.sound.louder')] : []),
      ...(volume > 0 ? [act('quieter', 'service.sound.quieter')] : []),
      back,
      logOut,
    ],
    ...(tone ? { probe: { kind: 'tone', ...tone, gain: gainOf(volume) } as const } : {}),
  };
}

const COLOURS = ['white', 'black', 'red', 'green', 'blue'] as const;

/** `part` 0 explains; then each colour covers the screen until it is touched. */
export function coloursScreen({ part }: ServiceContext, frame: Screen): Screen {
  const colour = COLOURS[part - 1];
  const done = part > COLOURS.length;
  const next = button(
    'nextPage',
    colour ? `service.colours.${colour}` : 'service.colours.begin',
    'primary',
  );
  return {
    ...frame,
    name: 'serviceColours',
    title: { key: done ? 'service.colours.done' : 'service.colours' },
    lines: done ? [] : [body('service.colours.body')],
    items: [
      ...(done ? [{ ...goTo('colours', 'service.colours.again', 'again') }] : [next]),
      back,
      logOut,
    ],
    ...(colour ? { probe: { kind: 'colour', colour, item: 'nextPage' } as const } : {}),
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

export function learntScreen({ result }: ServiceContext, frame: Screen): Screen {
  const choices = result?.choices ?? [];
  const done = result?.done ?? false;
  const only = choices.length === 1;
  return {
    ...frame,
    name: 'serviceLearnt',
    mood: done ? 'neutral' : 'problem',
    title: { key: 'service.learnt.title' },
    lines: result ? [{ role: 'body', phrase: result.words }] : [],
    items: [
      ...choices.map((choice, i): ScreenItem => ({
        ...button('act', 'service.learnt.use', only ? 'primary' : 'normal', 'done'),
        arg: `keepBadge${i}`,
        details: [choice],
      })),
      button('learn', 'service.learnt.more', 'normal', 'badge'),
      back,
      logOut,
    ],
    faultCode: done ? null : 'S-ACTION',
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
