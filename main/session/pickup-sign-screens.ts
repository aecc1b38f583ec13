import type { Box } from '../locker/box.ts';
import type { Phrase } from './messages.ts';
import type { PickupContext } from './pickup-context.ts';
import { body, button, type Screen, type ScreenRow } from './screen.ts';

/** Signing for parcels before their door opens: with a finger, or in words. */
const leave = button('leave', 'action.leave', 'leave');

export function signing(context: PickupContext, plain: Screen): Screen {
  const { strokes, drewNothing } = context;
  return {
    ...plain,
    name: 'sign',
    mood: 'neutral',
    title: { key: 'sign.title' },
    lines: [
      body('sign.body'),
      ...(drewNothing ? [{ role: 'error', phrase: { key: 'sign.empty' } } as const] : []),
    ],
    rows: context.chosen.map(whatIsReceived),
    signing: { label: { key: 'sign.field' }, strokes },
    items: [
      button('confirm', 'sign.confirm', 'primary', 'done'),
      button('clear', 'sign.clear', 'normal', 'again'),
      button('inWords', 'sign.inWords', 'quiet'),
      leave,
    ],
    help: 'help.sign',
  };
}

export function confirming(context: PickupContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'signInWords',
    mood: 'neutral',
    title: { key: 'sign.words.title' },
    lines: [body('sign.words.body')],
    rows: context.chosen.map(whatIsReceived),
    items: [button('confirm', 'sign.words.confirm', 'primary', 'done'), leave],
    help: 'help.sign',
  };
}

function whatIsReceived({ locker, parcels }: Box): ScreenRow {
  const [only, ...more] = parcels;
  return {
    label: { key: 'box.label', values: { locker } },
    value: only && more.length === 0 ? inWords(only) : countOf(parcels.length),
    state: null,
  };
}

function inWords({ sender, trackingTail }: Box['parcels'][number]): Phrase {
  if (sender !== null) return { key: 'box.sender', values: { sender } };
  return { key: 'box.tracking', values: { tail: trackingTail } };
}

function countOf(count: number): Phrase {
  return { key: 'box.parcels', values: { count } };
}
