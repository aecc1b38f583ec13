import { unreachable } from '../base/assert.ts';
import { body, button, type Screen, type ScreenItem, type ScreenRow } from './screen.ts';
import { deviceOf, type ServiceContext } from './service-context.ts';
import { doorScreen, doorsScreen, openingScreen, reasonsScreen } from './service-door-screens.ts';
import {
  act,
  back,
  fact,
  goTo,
  lasted,
  logOut,
  partOf,
  resultLines,
  serviceFrame,
  words,
} from './service-parts.ts';
import type { ServiceDevice, ServiceFacts } from './service-world.ts';
import type { ServiceSnapshot } from './service.ts';
import {
  coloursScreen,
  keypadScreen,
  learningScreen,
  learntScreen,
  readsScreen,
  soundScreen,
  testsScreen,
  touchScreen,
} from './service-test-screens.ts';
import { wiringScreen } from './service-wizard-screens.ts';

/** Each state of the service menu as a screen; while browsing, each page. */
export function serviceScreen(snapshot: ServiceSnapshot): Screen {
  const { context } = snapshot;
  const frame = serviceFrame(context);
  if (snapshot.matches({ story: 'browsing' })) return pageScreen(context, frame);
  if (snapshot.matches({ story: 'learning' })) return learningScreen(snapshot, frame);
  if (snapshot.matches({ story: { wiring: 'asking' } }) && context.step.step === 'scan')
    return {
      ...waitScreen(frame),
      title: { key: 'service.wiring.scanning' },
      lines: [body('service.wiring.scanning.body')],
    };
  if (snapshot.matches({ story: { wiring: 'showing' } })) return wiringScreen(context, frame);
  return openingScreen(snapshot, frame) ?? waitScreen(frame);
}

function waitScreen(frame: Screen): Screen {
  return {
    ...frame,
    name: 'serviceWait',
    mood: 'wait',
    title: { key: 'service.acting.title' },
    lines: [body('service.acting.body')],
  };
}

function pageScreen(context: ServiceContext, frame: Screen): Screen {
  switch (context.page) {
    case 'menu':
      return menuScreen(context, frame);
    case 'kiosk':
      return kioskFactsScreen(context, frame);
    case 'clock':
      return {
        ...tableScreen(context.facts.clock, frame),
        name: 'serviceClock',
        title: { key: 'service.clock' },
      };
    case 'network':
      return {
        ...tableScreen(context.facts.network, frame),
        name: 'serviceNetwork',
        title: { key: 'service.network' },
      };
    case 'devices':
      return devicesScreen(context, frame);
    case 'device':
      return deviceScreen(context, frame);
    case 'swap':
    case 'frames':
    case 'result':
      return resultScreen(context, frame);
    case 'doors':
      return doorsScreen(context, frame);
    case 'door':
      return doorScreen(context, frame);
    case 'reasons':
      return reasonsScreen(context, frame);
    case 'tests':
      return testsScreen(frame);
    case 'learnt':
      return learntScreen(context, frame);
    case 'reads':
      return readsScreen(context, frame);
    case 'keypad':
      return keypadScreen(context, frame);
    case 'touch':
      return touchScreen(context, frame);
    case 'colours':
      return coloursScreen(context, frame);
    case 'sound':
      return soundScreen(context, frame);
    case 'support':
      return supportScreen(frame);
    case 'restart':
      return {
        ...frame,
        name: 'serviceRestart',
        title: { key: 'service.restart.title' },
        lines: [body('service.restart.body')],
        items: [act('restartApp', 'service.restart.confirm', 'primary'), back, logOut],
      };
    default:
      return unreachable(context.page);
  }
}

function menuScreen({ facts, staff }: ServiceContext, frame: Screen): Screen {
  const scan = { ...button('wizard', 'service.wiring', 'normal', 'wiring'), arg: 'scan' };
  return {
    ...frame,
    lines: [body('service.hello', { name: staff.name })],
    rows: [
      fact('service.doors', { key: 'service.doorCounts', values: doorCounts(facts) }),
      fact('service.devices', { key: 'service.deviceCounts', values: deviceCounts(facts) }),
      firstTryRow(facts),
    ],
    items: [
      goTo('kiosk', 'service.kiosk', 'kiosk'),
      goTo('devices', 'service.devices', 'device'),
      goTo('doors', 'service.doors', 'reopen'),
      scan,
      goTo('tests', 'service.tests', 'touch'),
      goTo('support', 'service.support', 'support'),
      logOut,
    ],
  };
}

function doorCounts({ doors }: ServiceFacts) {
  const count = (state: string): number => doors.filter((door) => door.state === state).length;
  return {
    closed: count('closed'),
    open: count('open'),
    unknown: count('unknown'),
    out: doors.filter((door) => door.outOfService !== null).length,
  };
}

function deviceCounts({ devices }: ServiceFacts) {
  const count = (state: string): number =>
    devices.filter((device) => device.state === state).length;
  return { ready: count('ready'), degraded: count('degraded'), lost: count('lost') };
}

function firstTryRow({ firstTry }: ServiceFacts) {
  if (firstTry === null || firstTry.of === 0)
    return fact('service.firstTry', { key: 'service.firstTry.none' });
  const percent = Math.round((1_000 * firstTry.opened) / firstTry.of) / 10;
  return fact('service.firstTry', {
    key: 'service.firstTry.value',
    values: { ...firstTry, percent },
  });
}

/** So many lines are read at a glance, and fit in landscape beside the buttons. */
const ROWS = 8;
const CHOICES = 4;

function kioskFactsScreen({ facts, part }: ServiceContext, frame: Screen): Screen {
  const rows = partOf([firstTryRow(facts), ...facts.kiosk], part, ROWS);
  return {
    ...frame,
    name: 'serviceKiosk',
    title: { key: 'service.kiosk' },
    lines: rows.lines,
    rows: rows.shown,
    items: [
      goTo('clock', 'service.clock', 'moreTime'),
      goTo('network', 'service.network', 'kiosk'),
      ...rows.items,
      back,
      logOut,
    ],
  };
}

/** Facts that fill one page. */
function tableScreen(rows: readonly ScreenRow[], frame: Screen): Screen {
  return { ...frame, rows: rows.slice(0, ROWS), items: [back, logOut] };
}

function stateWords({ state, forMs }: ServiceDevice) {
  return { key: `service.state.${state}`, values: { for: lasted(forMs) } } as const;
}

function devicesScreen({ facts, part }: ServiceContext, frame: Screen): Screen {
  const devices = partOf(facts.devices, part, CHOICES);
  return {
    ...frame,
    name: 'serviceDevices',
    title: { key: 'service.devices' },
    lines: facts.devices.length === 0 ? [body('service.noDevices')] : devices.lines,
    items: [
      ...devices.shown.map((device): ScreenItem => ({
        ...button('device', 'words', 'normal', ICONS[device.state]),
        arg: device.id,
        label: words(device.id),
        details: [{ key: `service.kind.${device.kind}` }, stateWords(device)],
      })),
      ...devices.items,
      back,
      logOut,
    ],
  };
}

const ICONS = { ready: 'done', degraded: 'warning', lost: 'broken' } as const;
const STATES = { ready: 'good', degraded: 'attention', lost: 'bad' } as const;

function deviceScreen(context: ServiceContext, frame: Screen): Screen {
  const device = deviceOf(context);
  const named = { ...frame, name: 'serviceDevice' };
  if (!device) return { ...named, lines: [body('service.gone')], items: [back, logOut] };
  const reason = device.reason === null ? [] : [fact('service.reason', words(device.reason))];
  const rows = [
    fact('service.state', stateWords(device), STATES[device.state]),
    ...reason,
    fact('service.kind', { key: `service.kind.${device.kind}` }),
    ...device.rows,
  ];
  const shown = partOf(rows, context.part, ROWS);
  return {
    ...named,
    title: words(device.id),
    lines: [...resultLines(context.result), ...shown.lines],
    rows: shown.shown,
    items: [
      act('showFrames', 'service.frames', 'normal', 'frames'),
      act('reopenPort', 'service.reopenPort', 'normal', 'again'),
      ...(device.kind === 'doorBus'
        ? [act('boardSwapped', 'service.swap', 'normal', 'device')]
        : []),
      ...shown.items,
      back,
      logOut,
    ],
  };
}

function resultScreen({ page, result, part, device }: ServiceContext, frame: Screen): Screen {
  const frames = page === 'frames';
  const rows = partOf(result?.rows ?? [], part, frames ? CHOICES : ROWS);
  const done = result?.done ?? false;
  return {
    ...frame,
    name: frames ? 'serviceFrames' : 'serviceResult',
    mood: done ? 'neutral' : 'problem',
    title: frames
      ? words(device ?? '')
      : { key: done ? 'service.result.done' : 'service.result.failed' },
    lines: [...(result ? [{ role: 'body', phrase: result.words } as const] : []), ...rows.lines],
    rows: rows.shown,
    items: [
      ...(result?.next ? [act(result.next, `service.${result.next}`, 'primary', 'done')] : []),
      ...rows.items,
      back,
      logOut,
    ],
    ...(result?.code === undefined ? {} : { probe: { kind: 'code', text: result.code } as const }),
    faultCode: done ? null : 'S-ACTION',
  };
}

function supportScreen(frame: Screen): Screen {
  return {
    ...frame,
    name: 'serviceSupport',
    title: { key: 'service.support.title' },
    items: [
      act('supportBundle', 'service.support.bundle', 'normal', 'support'),
      act('summary', 'service.support.summary', 'normal', 'help'),
      act('exportEvents', 'service.support.events', 'normal', 'frames'),
      act('checkDatabase', 'service.support.database', 'normal', 'done'),
      act('selfTest', 'service.support.selfTest', 'normal', 'device'),
      goTo('restart', 'service.support.restart', 'again'),
      back,
      logOut,
    ],
  };
}
