import { present } from '../base/assert.ts';
import type { Phrase } from './messages.ts';
import { body, button, type Screen, type ScreenItem, type ScreenRow } from './screen.ts';
import { BATCH, doorOf, type ServiceContext } from './service-context.ts';
import { back, fact, logOut, resultLines, words } from './service-parts.ts';
import { outOfServiceReasons, type ServiceDoor } from './service-world.ts';
import type { ServiceSnapshot } from './service.ts';

/** The door test: a map, one door, why it is out of service, and what happens while it opens. */
export function doorsScreen({ facts }: ServiceContext, frame: Screen): Screen {
  const lockers = facts.doors.map(({ locker }) => locker);
  const none = lockers.length === 0;
  return {
    ...frame,
    name: 'serviceDoors',
    title: { key: 'service.doors' },
    lines: [body(none ? 'service.doors.none' : 'service.doors.body')],
    picture: {
      emphasis: 'map',
      lit: facts.doors.filter(needsLooking).map(({ locker }) => locker),
      pick: { press: 'door', lockers },
    },
    items: [...(none ? [] : [button('sequence', 'service.doors.sequence')]), back, logOut],
  };
}

/** Lit in the map: not closed, out of service, or with a hint. */
function needsLooking({ state, outOfService, hints }: ServiceDoor): boolean {
  return state !== 'closed' || outOfService !== null || hints.length > 0;
}

export function doorScreen(context: ServiceContext, frame: Screen): Screen {
  const door = doorOf(context);
  const named: Screen = { ...frame, name: 'serviceDoor' };
  if (!door) return { ...named, lines: [body('service.gone')], items: [back, logOut] };
  const { locker, parcels, outOfService } = door;
  const open: ScreenItem = {
    ...button('openDoor', 'service.door.open', 'primary', 'reopen'),
    ...(parcels === 0
      ? {}
      : { label: { key: 'service.door.openFull', values: { count: parcels } } }),
  };
  const service: ScreenItem =
    outOfService === null
      ? { ...button('goTo', 'service.door.putOut', 'normal', 'broken'), arg: 'reasons' }
      : button('inService', 'service.door.putBack', 'normal', 'done');
  return {
    ...named,
    title: { key: 'service.door.title', values: { locker } },
    locker,
    picture: { emphasis: 'hero', lit: [locker] },
    lines: resultLines(context.result),
    rows: doorRows(door),
    items: [open, service, back, logOut],
  };
}

function doorRows(door: ServiceDoor): readonly ScreenRow[] {
  const { hints, outOfService, opensInMs, openedInMs } = door;
  return [
    fact('service.door.state', { key: `service.door.state.${door.state}` }, SENSOR[door.state]),
    fact(
      'service.door.address',
      door.address === null ? { key: 'service.door.unwired' } : words(door.address),
    ),
    fact('service.door.pulses', words(String(door.pulses))),
    fact('service.door.time', timeWords(opensInMs, openedInMs)),
    ...hints.map((hint) =>
      fact('service.door.hint', { key: `service.door.hint.${hint}` }, 'attention'),
    ),
    outOfService === null
      ? fact('service.door.service', { key: 'service.door.in' }, 'good')
      : fact(
          'service.door.service',
          { key: 'service.door.out', values: { why: outOfService } },
          'bad',
        ),
  ];
}

const SENSOR = { open: 'attention', closed: 'good', unknown: 'bad' } as const;

function timeWords(lately: number | null, before: number | null): Phrase {
  if (lately === null) return { key: 'service.door.time.none' };
  const ms = Math.round(lately);
  return before === null
    ? { key: 'service.door.time.value', values: { ms } }
    : { key: 'service.door.time.trend', values: { ms, before: Math.round(before) } };
}

export function reasonsScreen({ locker }: ServiceContext, frame: Screen): Screen {
  return {
    ...frame,
    name: 'serviceReasons',
    title: { key: 'service.door.reasons.title', values: { locker: locker ?? 0 } },
    items: [
      ...outOfServiceReasons.map((why): ScreenItem => ({
        ...button('outOfService', `service.why.${why}`),
        arg: why,
      })),
      back,
      logOut,
    ],
  };
}

/** Null for states that do not concern a door. */
export function openingScreen(snapshot: ServiceSnapshot, frame: Screen): Screen | null {
  const { context } = snapshot;
  const sequence = context.queue.length > 0;
  if (snapshot.matches({ story: 'confirming' })) {
    const count = Math.min(BATCH, context.queue.length);
    const next = context.queue.slice(0, count);
    const full = context.facts.doors.filter(
      ({ locker, parcels }) => parcels > 0 && next.includes(locker),
    ).length;
    return {
      ...frame,
      name: 'serviceBatch',
      title: { key: 'service.batch.title', values: { count } },
      lines: [
        body('service.batch.body', { left: context.queue.length }),
        ...(full === 0 ? [] : [body('service.batch.full', { full })]),
      ],
      picture: { emphasis: 'map', lit: next },
      items: [button('confirm', 'service.batch.confirm', 'primary', 'reopen'), back, logOut],
    };
  }
  const concerns = ['opening', 'doorOpen', 'notSeenOpen', 'refused'] as const;
  if (!concerns.some((story) => snapshot.matches({ story }))) return null;
  const locker = present(context.locker, 'the locker');
  const here = { locker };
  const after = sequence ? [body('service.batch.left', { left: context.queue.length })] : [];
  const stop = sequence ? [button('stop', 'service.batch.stop', 'quiet')] : [];
  const skip = sequence ? [button('skip', 'service.batch.skip')] : [];
  const shown: Screen = { ...frame, locker, picture: { emphasis: 'hero', lit: [locker] } };
  const again = button('openDoor', 'didNotOpen.tryAgain', 'primary', 'again');
  if (snapshot.matches({ story: 'opening' }))
    return {
      ...shown,
      name: 'serviceOpening',
      mood: 'wait',
      title: { key: 'opening.title', values: here },
      lines: [body('opening.body'), ...after],
    };
  if (snapshot.matches({ story: { doorOpen: 'leftOpen' } }))
    return {
      ...shown,
      name: 'serviceLeftOpen',
      mood: 'problem',
      title: { key: 'service.doorOpen.leftOpen', values: here },
      lines: [body('service.doorOpen.leftOpen.body')],
      items: [back, logOut],
      faultCode: 'D-LEFT-OPEN',
    };
  if (snapshot.matches({ story: 'doorOpen' }))
    return {
      ...shown,
      name: 'serviceDoorOpen',
      mood: 'good',
      title: { key: 'service.doorOpen.title', values: here },
      lines: [body('service.doorOpen.body'), ...after],
      items: stop,
    };
  if (snapshot.matches({ story: 'refused' }))
    return {
      ...shown,
      name: 'serviceRefused',
      mood: 'problem',
      title: { key: 'service.doorRefused.title', values: here },
      lines: [body(`service.doorRefused.${context.refusal ?? 'busy'}`), ...after],
      items: [again, ...skip, back, logOut],
      faultCode: 'D-REFUSED',
    };
  return {
    ...shown,
    name: 'serviceNotOpen',
    mood: 'problem',
    title: { key: 'service.doorNotOpen.title', values: here },
    lines: [body('service.doorNotOpen.body'), ...after],
    items: [again, ...skip, back, logOut],
    faultCode: 'D-NOT-OPEN',
  };
}
