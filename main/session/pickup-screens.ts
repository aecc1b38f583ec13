import type { SnapshotFrom } from 'xstate';
import type { pickupMachine } from './pickup.ts';
import type { PickupContext } from './pickup-context.ts';
import { body, boxChoice, button, reopenItem, type BankFacts, type Screen } from './screen.ts';
import { visitOr } from './story.ts';

/** Each state of a pickup as a screen. */
export type PickupSnapshot = SnapshotFrom<typeof pickupMachine>;

export function pickupScreen(snapshot: PickupSnapshot, bank: BankFacts): Screen {
  return visitOr(snapshot, bank, () => ownScreen(snapshot));
}

function ownScreen(snapshot: PickupSnapshot): Screen {
  const { context } = snapshot;
  const plain = plainScreen(context);
  if (snapshot.matches({ story: 'choosing' })) return choosing(context, plain);
  if (snapshot.matches({ story: 'another' })) return another(context, plain);
  const locker = context.chosen?.locker;
  if (locker === undefined) return plain;
  if (snapshot.matches({ story: 'thanks' }) || snapshot.matches({ story: 'ended' }))
    return thanks(context, plain, locker);
  return plain;
}

function plainScreen(context: PickupContext): Screen {
  return {
    name: 'pleaseWait',
    mood: 'wait',
    title: { key: 'wait.title' },
    lines: [],
    items: [],
    locker: null,
    picture: null,
    help: 'help.choose',
    faultCode: null,
    attention: context.attention,
  };
}

function choosing(context: PickupContext, plain: Screen): Screen {
  const lit = [...context.boxes, ...context.reopenable].map((box) => box.locker);
  const shown: Screen = { ...plain, mood: 'neutral', picture: { emphasis: 'map', lit } };
  const leave = button('leave', 'action.finish', 'leave');
  if (context.boxes.length === 0)
    return {
      ...shown,
      name: 'chooseReopen',
      title: { key: 'choose.again.title' },
      lines: [body('choose.again.body')],
      items: [...context.reopenable.map((box) => reopenItem(box, 'normal')), leave],
    };
  return {
    ...shown,
    name: 'chooseParcel',
    title: { key: 'choose.title', values: { count: context.boxes.length } },
    lines: [body('choose.body')],
    items: [...context.boxes.map(boxChoice), leave],
    picture: { emphasis: 'map', lit: context.boxes.map((box) => box.locker) },
  };
}

function another(context: PickupContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'another',
    mood: 'good',
    title: { key: 'another.title', values: { count: context.boxes.length } },
    lines: [body('another.body')],
    items: [...context.boxes.map(boxChoice), button('finish', 'another.finish', 'leave')],
    picture: { emphasis: 'map', lit: context.boxes.map((box) => box.locker) },
  };
}

function thanks(context: PickupContext, plain: Screen, locker: number): Screen {
  const again = context.reopenable.find((box) => box.locker === locker);
  return {
    ...plain,
    name: 'thanks',
    mood: 'good',
    title: { key: 'thanks.title' },
    lines: [body('thanks.body', { locker })],
    picture: { emphasis: 'idle', lit: [] },
    items: [
      button('finish', 'thanks.finish', 'primary', 'done'),
      ...(again ? [reopenItem(again, 'quiet')] : []),
    ],
  };
}
