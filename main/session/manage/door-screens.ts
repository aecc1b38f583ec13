import { body, button, placeLine, type BankFacts, type Screen } from '../screen.ts';
import { current, type ManageContext } from './context.ts';

/** Before a door is opened, and after it was closed. */
export function ready(context: ManageContext, plain: Screen, bank: BankFacts): Screen {
  const { number, contents, promise } = current(context);
  const what = context.purpose === 'inspect' ? 'inspect' : promise === null ? 'remove' : 'end';
  const [first] = contents;
  const recipient = first?.recipient ?? promise?.holder ?? '';
  return {
    ...plain,
    name: 'manageReady',
    mood: 'neutral',
    title: { key: `manage.ready.${what}.title`, values: { locker: number } },
    lines: [
      ...(what === 'inspect' ? [] : [body(`manage.ready.${what}.body`, { recipient })]),
      placeLine(number, bank),
      ...(context.many ? [body('manage.ready.left', { count: context.queue.length })] : []),
    ],
    items: [
      {
        ...button('openDoor', 'manage.ready.open', 'primary', 'reopen'),
        label: { key: 'manage.ready.open', values: { locker: number } },
      },
      ...(context.many
        ? [
            button('skip', 'manage.skip', 'normal'),
            button('finish', 'manage.ready.finish', 'leave'),
          ]
        : [button('back', 'manage.back', 'leave', 'back')]),
    ],
    locker: number,
    picture: { emphasis: 'hero', lit: [number] },
    help: 'help.manage.door',
  };
}

export function closed(context: ManageContext, plain: Screen): Screen {
  const { number, promise } = current(context);
  return {
    ...plain,
    name: 'manageClosed',
    mood: 'good',
    title: {
      key: promise === null ? 'manage.closed.removed' : 'manage.closed.ended',
      values: { locker: number },
    },
    lines: [body('manage.closed.body')],
    items: [
      button('next', 'manage.done', 'primary', 'done'),
      {
        ...button('reopen', 'box.again', 'leave', 'reopen'),
        label: { key: 'box.again', values: { locker: number } },
      },
    ],
    locker: number,
    help: 'help.manage.door',
  };
}

export function summary({ removed, failed }: ManageContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'manageSummary',
    mood: failed.length === 0 ? 'good' : 'problem',
    title: { key: 'manage.summary.title', values: { count: removed.length } },
    lines:
      failed.length === 0
        ? []
        : [body('manage.summary.failed', { count: failed.length, lockers: failed.join(', ') })],
    items: [button('back', 'manage.done', 'leave', 'done')],
    faultCode: failed.length === 0 ? null : 'D-NOT-OPEN',
  };
}

export function seen(context: ManageContext, plain: Screen): Screen {
  const { number, contents } = current(context);
  return {
    ...plain,
    name: 'manageSeen',
    mood: 'neutral',
    title: { key: 'manage.seen.title', values: { locker: number } },
    lines: [body('manage.seen.body', { count: contents.length })],
    items: [
      {
        press: 'found',
        arg: 'empty',
        role: 'choice',
        label: { key: 'manage.seen.empty' },
        emphasis: 'normal',
      },
      ...(contents.length === 0
        ? []
        : [
            {
              press: 'found',
              arg: 'asRecorded',
              role: 'choice',
              label: { key: 'manage.seen.asRecorded', values: { count: contents.length } },
              details: contents.map(
                ({ recipient, tracking }) =>
                  ({ key: 'words', values: { words: `${recipient} · ${tracking}` } }) as const,
              ),
              emphasis: 'normal',
            } as const,
          ]),
      button('back', 'manage.seen.neither', 'leave'),
    ],
    locker: number,
    help: 'help.manage.look',
  };
}
