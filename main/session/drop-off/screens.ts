import type { SnapshotFrom } from 'xstate';
import { present } from '../../base/assert.ts';
import { body, button, supportLines, type BankFacts, type Screen, waitScreen } from '../screen.ts';
import { visitOr } from '../story.ts';
import type { DropOffContext } from './context.ts';
import { addOrNew, chooseLocker, chooseSize, nothingFits } from './locker-screens.ts';
import type { dropOffMachine } from './machine.ts';

/** Each state of a drop-off as a screen. */
export type DropOffSnapshot = SnapshotFrom<typeof dropOffMachine>;

/** More names at once would be read by nobody; one more letter tells them apart. */
const MOST_SHOWN = 4;
const leave = button('leave', 'action.finish', 'leave');
const back = button('back', 'action.close', 'normal', 'back');

export function dropOffScreen(snapshot: DropOffSnapshot, bank: BankFacts): Screen {
  const { context } = snapshot;
  return visitOr(snapshot, bank, () => ownScreen(snapshot, bank), noted(context));
}

function ownScreen(snapshot: DropOffSnapshot, bank: BankFacts): Screen {
  const { context } = snapshot;
  const plain = plainScreen(context);
  const at = (story: Parameters<DropOffSnapshot['matches']>[0] & string): boolean =>
    snapshot.matches({ story } as Parameters<DropOffSnapshot['matches']>[0]);
  if (at('full')) return full(plain, bank);
  if (at('label')) return scanLabel(context, plain);
  if (at('typing')) return typeLabel(context, plain);
  if (at('kind')) return whose(context, plain);
  if (at('searching')) return findRecipient(context, plain);
  if (at('adding')) return addOrNew(context, plain);
  if (at('sizing')) return chooseSize(context, plain);
  if (at('map')) return chooseLocker(context, plain);
  if (at('denied')) return nothingFits(context, plain, bank);
  if (at('done')) return packageIn(context, plain);
  return plain;
}

function plainScreen(context: DropOffContext): Screen {
  return waitScreen('help.dropOff', context.attention);
}

function full(plain: Screen, bank: BankFacts): Screen {
  return {
    ...plain,
    name: 'dropOffFull',
    mood: 'problem',
    title: { key: 'dropOff.full.title' },
    lines: [body('dropOff.full.body'), ...supportLines(bank)],
    items: [leave],
    faultCode: 'S-DISK',
  };
}

function scanLabel({ remark, settings }: DropOffContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'scanLabel',
    mood: remark === null ? 'neutral' : 'problem',
    title: { key: 'dropOff.scan.title' },
    lines: [
      ...(remark === null ? [] : [{ role: 'error', phrase: remark } as const]),
      body('dropOff.scan.body'),
    ],
    items: [
      button('typeIt', 'dropOff.typeIt', 'normal', 'keys'),
      ...(settings.packageWithNoBarcode ? [button('noBarcode', 'dropOff.noBarcode')] : []),
      leave,
    ],
    picture: { emphasis: 'reader', lit: [] },
  };
}

function typeLabel({ entry }: DropOffContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'typeLabel',
    mood: 'neutral',
    title: { key: 'dropOff.type.title' },
    items: [back, leave],
    typing: { entry, label: { key: 'dropOff.type.field' } },
  };
}

function whose(context: DropOffContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'whoseParcel',
    mood: 'neutral',
    title: { key: 'dropOff.whose.title' },
    lines: numberLines(context),
    items: [
      button('personal', 'dropOff.personal', 'normal', 'personal'),
      button('department', 'dropOff.department', 'normal', 'department'),
      back,
      leave,
    ],
  };
}

function findRecipient(context: DropOffContext, plain: Screen): Screen {
  const { entry, found, among } = context;
  const shown = found.slice(0, MOST_SHOWN);
  const letters = Array.from(entry.text.trim()).length;
  const key =
    letters < 3
      ? 'dropOff.find.body'
      : found.length === 0
        ? 'dropOff.find.nobody'
        : found.length > MOST_SHOWN
          ? 'dropOff.find.more'
          : null;
  return {
    ...plain,
    name: 'findRecipient',
    mood: 'neutral',
    title: {
      key: among === 'contact' ? 'dropOff.find.person' : 'dropOff.find.department',
    },
    lines: [
      ...numberLines(context),
      ...(key === null ? [] : [{ role: 'status', phrase: { key } } as const]),
    ],
    items: [
      ...shown.map(({ name }, i) => ({
        press: 'recipient' as const,
        arg: String(i),
        role: 'choice' as const,
        label: { key: 'words', values: { words: name } } as const,
        emphasis: 'normal' as const,
      })),
      back,
      leave,
    ],
    typing: { entry, label: { key: 'dropOff.find.field' } },
  };
}

/** A number of ours stands on no package yet. */
function numberLines({ label }: DropOffContext): Screen['lines'] {
  if (!label?.generated) return [];
  return [body('dropOff.writeNumber', { number: label.shown })];
}

function packageIn(context: DropOffContext, plain: Screen): Screen {
  const { locker } = present(context.promised, 'the promised locker');
  const name = context.recipient?.name ?? '';
  return {
    ...plain,
    name: 'packageIn',
    mood: 'good',
    title: { key: 'dropOff.in.title', values: { locker } },
    lines: [body('dropOff.in.body', { name, count: context.noted + 1 })],
    picture: { emphasis: 'hero', lit: [locker] },
    locker,
    items: [
      button('next', 'dropOff.next', 'primary', 'next'),
      ...(context.mayReopen
        ? [
            {
              ...button('reopen', 'box.again', 'normal', 'reopen'),
              label: { key: 'box.again', values: { locker } } as const,
            },
          ]
        : []),
      button('finish', 'thanks.finish', 'leave'),
    ],
  };
}

/** Beside the open door: how many are noted for it, where several may go in at once. */
function noted({ settings, noted, noteRemark, purpose }: DropOffContext): Screen['lines'] {
  if (!settings.batchMode || purpose !== 'deposit') return [];
  return [
    body('dropOff.batch', { count: noted + 1 }),
    ...(noteRemark === null ? [] : [{ role: 'error', phrase: noteRemark } as const]),
  ];
}
