import { present } from '../base/assert.ts';
import { body, button, type Screen, type ScreenItem } from './screen.ts';
import type { ServiceContext } from './service-context.ts';
import { back, logOut, partOf } from './service-parts.ts';

/** The wiring wizard: what answers, which door moved, is this right. */
const ROWS = 8;

export function wiringScreen(context: ServiceContext, frame: Screen): Screen {
  const view = present(context.wizard, 'the answer of the wizard');
  const scan = step('scan', 'service.wiring.scan', 'normal', 'again');
  switch (view.stage) {
    case 'scanned': {
      const found = view.locks > 0;
      return {
        ...frame,
        name: 'wiringScanned',
        mood: found ? 'neutral' : 'problem',
        title: { key: 'service.wiring.scanned', values: { locks: view.locks } },
        lines: [body(found ? 'service.wiring.scanned.body' : 'service.wiring.scanned.none')],
        rows: view.rows.slice(0, ROWS),
        items: [
          ...(found ? [step('openNext', 'service.wiring.begin', 'primary', 'reopen')] : []),
          scan,
          back,
          logOut,
        ],
        faultCode: found ? null : 'W-NO-LOCK',
      };
    }
    case 'which':
      return {
        ...frame,
        name: 'wiringWhich',
        title: { key: 'service.wiring.which' },
        lines: [
          body('service.wiring.which.body', { lock: view.lock, mapped: view.mapped, of: view.of }),
        ],
        picture: {
          emphasis: 'map',
          lit: [],
          pick: { press: 'isLocker', lockers: view.free },
        },
        items: [step('skip', 'service.wiring.skip'), back, logOut],
      };
    case 'next': {
      const { locker, mapped, of } = view;
      const rest = mapped < of;
      return {
        ...frame,
        name: 'wiringNext',
        mood: 'good',
        title:
          locker === null
            ? { key: 'service.wiring.allMapped' }
            : { key: 'service.wiring.next.mapped', values: { locker } },
        lines: [
          body('service.wiring.progress', { mapped, of }),
          ...(rest ? [body('service.wiring.next')] : []),
        ],
        picture: { emphasis: 'map', lit: locker === null ? [] : [locker] },
        items: [
          ...(rest ? [step('openNext', 'service.wiring.openNext', 'primary', 'reopen')] : []),
          step('review', 'service.wiring.review', rest ? 'normal' : 'primary', 'done'),
          back,
          logOut,
        ],
      };
    }
    case 'trouble':
      return {
        ...frame,
        name: 'wiringTrouble',
        mood: 'problem',
        title: { key: `service.wiring.trouble.${view.why}` },
        lines: [
          body('service.wiring.trouble.lock', { lock: view.lock }),
          { role: 'body', phrase: view.words },
          body('service.wiring.progress', { mapped: view.mapped, of: view.of }),
        ],
        items: [
          step('openNext', 'service.wiring.tryAgain', 'primary', 'again'),
          step('skip', 'service.wiring.skipLock'),
          step('review', 'service.wiring.review'),
          back,
          logOut,
        ],
        faultCode: `W-${view.why.toUpperCase()}`,
      };
    case 'review': {
      const wrong = view.problems.length > 0;
      const rows = partOf(view.rows, context.part, ROWS);
      return {
        ...frame,
        name: 'wiringReview',
        mood: wrong ? 'problem' : 'neutral',
        title: { key: wrong ? 'service.wiring.review.problems' : 'service.wiring.review.title' },
        lines: [
          ...view.problems.slice(0, 2).map((phrase) => ({ role: 'error', phrase }) as const),
          ...rows.lines,
        ],
        rows: rows.shown,
        items: [
          ...(wrong
            ? [step('openNext', 'service.wiring.openNext', 'primary', 'reopen')]
            : [step('save', 'service.wiring.save', 'primary', 'done')]),
          ...rows.items,
          back,
          logOut,
        ],
        faultCode: wrong ? 'W-REVIEW' : null,
      };
    }
    case 'saved':
    case 'failed': {
      const saved = view.stage === 'saved';
      return {
        ...frame,
        name: 'wiringSaved',
        mood: saved ? 'good' : 'problem',
        title: { key: saved ? 'service.wiring.saved' : 'service.wiring.failed' },
        lines: [
          { role: 'body', phrase: view.words },
          ...(view.stage === 'saved' && view.kept
            ? [{ role: 'body', phrase: view.kept } as const]
            : []),
        ],
        rows: view.stage === 'failed' ? view.rows.slice(0, ROWS) : [],
        items: [saved ? restart : scan, back, logOut],
        faultCode: saved ? null : 'W-NOT-SAVED',
      };
    }
  }
}

/** The new file counts from then on. */
const restart: ScreenItem = {
  ...button('goTo', 'service.support.restart', 'primary', 'again'),
  arg: 'restart',
};

function step(
  name: string,
  key: ScreenItem['label']['key'],
  emphasis: ScreenItem['emphasis'] = 'normal',
  icon?: string,
): ScreenItem {
  return { ...button('wizard', key, emphasis, icon), arg: name };
}
