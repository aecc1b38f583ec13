import { MINUTE, SECOND } from '../base/clock.ts';
import type { KioskContext } from './kiosk-context.ts';
import type { MessageKey } from './messages.ts';
import { choicesAtHome, type HomeChoice } from './routes.ts';
import {
  body,
  button,
  supportLines,
  type BankFacts,
  type Screen,
  type ScreenItem,
} from './screen.ts';
import type { MeaningKind } from './world.ts';

/** Home, and everything that is asked or told before a story begins. */
export type IdentifyFlow =
  'home' | 'identify' | 'which' | 'notRecognised' | 'codesLocked' | 'nothingHere' | 'notOffered';

export function identifyScreen(
  flow: IdentifyFlow,
  context: KioskContext,
  bank: BankFacts,
  plain: Screen,
): Screen {
  const again = button('again', 'notRecognised.again', 'primary', 'again');
  const finish = button('leave', 'action.finish', 'leave');
  const returns = context.wanted === 'return';
  switch (flow) {
    case 'home':
      return {
        ...plain,
        name: 'home',
        mood: 'attract',
        ...welcome(context),
        items: choicesAtHome(context.settings).map(homeItem),
        picture: READER,
        help: 'help.home',
      };
    case 'identify':
      return {
        ...plain,
        name: 'identify',
        mood: 'neutral',
        ...(returns
          ? { title: { key: 'identify.return.title' }, lines: [body('identify.return.body')] }
          : { title: { key: 'identify.title' }, lines: [body('identify.body')] }),
        picture: READER,
        typing: {
          entry: context.entry,
          label: { key: returns ? 'identify.pin' : 'identify.code' },
        },
        items: [button('leave', 'action.leave', 'leave')],
        help: 'help.identify',
      };
    case 'which':
      return {
        ...plain,
        name: 'which',
        mood: 'neutral',
        title: { key: 'which.title' },
        lines: [body('which.body')],
        items: [...context.offers.map(offerItem), button('leave', 'action.leave', 'leave')],
        help: 'help.identify',
      };
    case 'notRecognised':
      return {
        ...plain,
        name: 'notRecognised',
        mood: 'problem',
        title: { key: 'notRecognised.title' },
        lines: [
          body(returns ? 'notRecognised.return' : 'notRecognised.body'),
          ...supportLines(bank),
        ],
        items: [again, finish],
        help: 'help.identify',
        faultCode: 'C-UNKNOWN',
      };
    case 'codesLocked':
      return {
        ...plain,
        name: 'codesLocked',
        mood: 'problem',
        title: { key: 'codesLocked.title' },
        lines: [waitLine(context.lockedForMs), body('codesLocked.badges'), ...supportLines(bank)],
        picture: READER,
        items: [again, finish],
        help: 'help.codesLocked',
        faultCode: 'C-LOCKED',
      };
    case 'nothingHere':
      return {
        ...plain,
        name: 'nothingHere',
        mood: 'neutral',
        title: { key: 'nothingHere.title' },
        lines: [body('nothingHere.body'), ...supportLines(bank)],
        items: [finish],
      };
    case 'notOffered':
      return {
        ...plain,
        name: 'notOffered',
        mood: 'neutral',
        title: { key: 'notOffered.title' },
        lines: [body('notOffered.body'), ...supportLines(bank)],
        items: [finish],
      };
  }
}

/** The drawing with its badge reader calling. */
const READER = { emphasis: 'reader', lit: [] } as const;

const homeWords = {
  pickUp: ['home.pickUp', 'home.pickUp.detail'],
  dropOff: ['home.dropOff', 'home.dropOff.detail'],
  store: ['home.store', 'home.store.detail'],
  return: ['home.return', 'home.return.detail'],
} as const satisfies Record<HomeChoice, readonly [MessageKey, MessageKey]>;

function homeItem(choice: HomeChoice): ScreenItem {
  const [label, detail] = homeWords[choice];
  const first = choice === 'pickUp';
  return {
    ...button(choice, label, first ? 'primary' : 'normal', choice),
    details: [{ key: detail }],
  };
}

function offerItem(kind: MeaningKind, place: number): ScreenItem {
  return {
    press: 'meaning',
    arg: String(place),
    role: 'choice',
    label: { key: `meaning.${kind}` },
    emphasis: 'normal',
  };
}

/** Rounded up: whoever comes back at the time that was told is let in. */
function waitLine(ms: number): ReturnType<typeof body> {
  return ms < 2 * MINUTE
    ? body('codesLocked.seconds', { count: Math.max(1, Math.ceil(ms / SECOND)) })
    : body('codesLocked.minutes', { count: Math.ceil(ms / MINUTE) });
}

/** The owner's words come first, where there are some in this language. */
function welcome({ settings, locale }: KioskContext): Pick<Screen, 'title' | 'lines'> {
  const words = settings.brand.welcome[locale];
  return words === undefined
    ? { title: { key: 'home.title' }, lines: [] }
    : { title: { key: 'words', values: { words } }, lines: [body('home.title')] };
}
