import { identifyScreen } from './identify-screens.ts';
import { adjustItems, languageItems } from './panel-items.ts';
import { dropOffScreen, type DropOffSnapshot } from './drop-off/screens.ts';
import type { HandoverSnapshot } from './handover/machine.ts';
import { handoverScreen } from './handover/screens.ts';
import { mayDropOff, type KioskContext } from './kiosk-context.ts';
import type { KioskSnapshot } from './kiosk-machine.ts';
import type { MessageKey } from './messages.ts';
import { manageScreen } from './manage/screens.ts';
import type { ManageSnapshot } from './manage/machine.ts';
import { pickupScreen, type PickupSnapshot } from './pickup-screens.ts';
import type { StorageSnapshot } from './storage/machine.ts';
import { storageScreen } from './storage/screens.ts';
import { serviceScreen } from './service-screens.ts';
import type { ServiceSnapshot } from './service.ts';
import { signInScreen } from './sign-in-screens.ts';
import type { SignInSnapshot } from './sign-in.ts';
import {
  body,
  button,
  supportLines,
  type BankFacts,
  type Screen,
  type ScreenItem,
  waitScreen,
} from './screen.ts';

/** Each state of the kiosk as a screen; the open panel lies over what is below it. */
export function kioskScreen(snapshot: KioskSnapshot, bank: BankFacts): Screen {
  const below = interjected(snapshot, flowScreen(snapshot, bank));
  const panel = snapshot.value.panel;
  const over: Screen = {
    ...below,
    mood: 'neutral',
    picture: null,
    locker: null,
    lines: [],
    faultCode: null,
  };
  const back = button('closePanel', 'action.close', 'leave');
  switch (panel) {
    case 'closed':
      return below;
    case 'help':
      return {
        ...over,
        name: 'help',
        title: { key: 'help.title' },
        lines: [body(below.help), ...supportLines(bank)],
        items: [back],
      };
    case 'accessibility':
      return {
        ...over,
        name: 'accessibility',
        title: { key: 'accessibility.title' },
        lines: [body('accessibility.size', { percent: snapshot.context.appearance.textSize })],
        items: [...adjustItems(snapshot.context.appearance), back],
        help: 'help.accessibility',
      };
    case 'language':
      return {
        ...over,
        name: 'language',
        title: { key: 'language.title' },
        items: [...languageItems(snapshot.context), back],
        help: 'help.language',
      };
  }
}

function flowScreen(snapshot: KioskSnapshot, bank: BankFacts): Screen {
  const { context } = snapshot;
  switch (snapshot.value.flow) {
    case 'home':
    case 'identify':
    case 'which':
    case 'notRecognised':
    case 'codesLocked':
    case 'nothingHere':
    case 'notOffered':
      return identifyScreen(snapshot.value.flow, context, bank, waiting(context, 'help.home'));
    case 'outOfService':
      return {
        ...waiting(context, 'help.problem'),
        name: 'outOfService',
        mood: 'problem',
        title: { key: 'outOfService.title' },
        lines: [
          body('outOfService.body', { since: context.doorsSilentSince ?? 0 }),
          ...supportLines(bank),
        ],
        faultCode: 'D-NO-BOARD',
      };
    case 'storage': {
      const story = snapshot.children['storage']?.getSnapshot() as StorageSnapshot | undefined;
      return story ? storageScreen(story, bank) : waiting(context, 'help.storage');
    }
    case 'handover': {
      const story = snapshot.children['handover']?.getSnapshot() as HandoverSnapshot | undefined;
      return story ? handoverScreen(story, bank) : waiting(context, 'help.handover');
    }
    case 'pickup': {
      const story = snapshot.children['pickup']?.getSnapshot() as PickupSnapshot | undefined;
      return story ? pickupScreen(story, bank) : waiting(context, 'help.home');
    }
    case 'dropOff': {
      const story = snapshot.children['dropOff']?.getSnapshot() as DropOffSnapshot | undefined;
      return story ? dropOffScreen(story, bank) : waiting(context, 'help.dropOff');
    }
    case 'signIn': {
      const story = snapshot.children['signIn']?.getSnapshot() as SignInSnapshot | undefined;
      return story ? signInScreen(story, bank) : waiting(context, 'service.help.signIn');
    }
    case 'service': {
      const story = snapshot.children['service']?.getSnapshot() as ServiceSnapshot | undefined;
      return story ? serviceScreen(story) : waiting(context, 'service.help.service');
    }
    case 'mailroom':
      return {
        ...waiting(context, 'help.mailroom'),
        name: 'mailroom',
        mood: 'neutral',
        title: { key: 'mailroom.title', values: { name: context.staff?.name ?? '' } },
        lines: [],
        items: [...mailroomItems(context), button('leave', 'action.logOut', 'leave')],
      };
    case 'expiredFirst':
    case 'manage': {
      const story = snapshot.children['manage']?.getSnapshot() as ManageSnapshot | undefined;
      return story ? manageScreen(story, bank) : waiting(context, 'help.manage');
    }
    case 'beginning':
    case 'identifying':
    case 'ending':
      return waiting(context, 'help.home');
  }
}

/** A carrier only brings things. */
function mailroomItems(context: KioskContext): readonly ScreenItem[] {
  const { staff } = context;
  const mailroom = staff?.role === 'administrator' || staff?.role === 'operator';
  return [
    ...(mayDropOff(context, staff)
      ? [button('dropOff', 'mailroom.dropOff', 'normal', 'dropOff')]
      : []),
    ...(mailroom ? [button('manage', 'mailroom.manage', 'normal', 'others')] : []),
  ];
}

function waiting(context: KioskContext, help: MessageKey): Screen {
  return {
    ...waitScreen(help, context.attention),
    lines: [body('wait.body')],
    picture: { emphasis: 'idle', lit: [] },
  };
}

/** Somebody else tapped a badge: a line says to wait, and the screen stays what it was. */
function interjected(snapshot: KioskSnapshot, screen: Screen): Screen {
  if (snapshot.value.interjection !== 'pleaseWait') return screen;
  const line = { role: 'status', phrase: { key: 'interjection.busy' } } as const;
  return { ...screen, lines: [...screen.lines, line] };
}
