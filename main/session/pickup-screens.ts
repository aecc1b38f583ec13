import type { SnapshotFrom } from 'xstate';
import type { Box, BoxOwner } from '../locker/box.ts';
import type { pickupMachine } from './pickup.ts';
import { confirmsInWords, hasBothKinds, waiting, type PickupContext } from './pickup-context.ts';
import { confirming, signing } from './pickup-sign-screens.ts';
import {
  body,
  boxChoice,
  button,
  reopenItem,
  type BankFacts,
  type Screen,
  type ScreenItem,
  waitScreen,
} from './screen.ts';
import { visitOr } from './story.ts';

/** Each state of a pickup as a screen. */
export type PickupSnapshot = SnapshotFrom<typeof pickupMachine>;

export function pickupScreen(snapshot: PickupSnapshot, bank: BankFacts): Screen {
  return visitOr(snapshot, bank, () => ownScreen(snapshot));
}

function ownScreen({ value, context }: PickupSnapshot): Screen {
  const plain: Screen = waitScreen('help.choose', context.attention);
  switch (value.story) {
    case 'whose':
      return whose(context, plain);
    case 'choosing':
      return choosing(context, plain);
    case 'signing':
      return confirmsInWords(context) ? confirming(context, plain) : signing(context, plain);
    case 'another':
      return another(context, plain);
    case 'thanks':
    case 'ended':
      return thanks(context, plain);
    default:
      return plain;
  }
}

const leave = button('leave', 'action.finish', 'leave');

/** `[F47]` Shown only where there is something of both. */
function whose({ boxes }: PickupContext, plain: Screen): Screen {
  const count = (of: BoxOwner['of']): number => boxes.filter(({ owner }) => owner.of === of).length;
  const kind = (press: 'personal' | 'department', of: BoxOwner['of']): ScreenItem => ({
    press,
    role: 'choice',
    label: { key: `owner.${of}` },
    details: [{ key: 'owner.lockers', values: { count: count(of) } }],
    emphasis: 'normal',
    icon: press,
  });
  return {
    ...plain,
    name: 'chooseOwner',
    mood: 'neutral',
    title: { key: 'owner.title' },
    items: [kind('personal', 'person'), kind('department', 'department'), leave],
    picture: mapOf(boxes),
  };
}

function choosing(context: PickupContext, plain: Screen): Screen {
  const boxes = waiting(context);
  const { reopenable } = context;
  const shown: Screen = { ...plain, mood: 'neutral', picture: mapOf([...boxes, ...reopenable]) };
  if (boxes.length === 0)
    return {
      ...shown,
      name: 'chooseReopen',
      title: { key: 'choose.again.title' },
      lines: [body('choose.again.body')],
      items: [...reopenable.map((box) => reopenItem(box, 'normal')), leave],
    };
  return {
    ...shown,
    name: 'chooseParcel',
    title: { key: 'choose.title', values: { count: boxes.length } },
    lines: [body('choose.body')],
    items: [
      ...boxes.map(boxChoice),
      ...reopenable.map((box) => reopenItem(box, 'quiet')),
      ...(hasBothKinds(context) ? [button('back', 'action.close', 'normal', 'back')] : []),
      leave,
    ],
    picture: mapOf(boxes),
  };
}

function another(context: PickupContext, plain: Screen): Screen {
  const boxes = waiting(context);
  return {
    ...plain,
    name: 'another',
    mood: 'good',
    title: { key: 'another.title', values: { count: boxes.length } },
    lines: [body('another.body')],
    items: [...boxes.map(boxChoice), button('finish', 'another.finish', 'leave')],
    picture: mapOf(boxes),
  };
}

function thanks(context: PickupContext, plain: Screen): Screen {
  const { chosen, boxes, reopenable } = context;
  const [box, ...more] = chosen;
  const kept = boxes.length > 0 ? [body('thanks.kept', { count: boxes.length })] : [];
  const closed =
    box === undefined || more.length > 0
      ? body('thanks.all')
      : body('thanks.body', { locker: box.locker });
  return {
    ...plain,
    name: 'thanks',
    mood: 'good',
    title: { key: 'thanks.title' },
    lines: [closed, ...kept],
    picture: { emphasis: 'idle', lit: [] },
    items: [
      button('finish', 'thanks.finish', 'primary', 'done'),
      ...reopenable.map((each) => reopenItem(each, 'quiet')),
    ],
  };
}

function mapOf(boxes: readonly Box[]): Screen['picture'] {
  return { emphasis: 'map', lit: boxes.map(({ locker }) => locker) };
}
