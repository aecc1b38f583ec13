import type { Clock } from '../base/clock.ts';
import { every } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { fromScreenSchema, type ToScreen } from '../contract/screen-link.ts';
import type { ScreenEar } from './screen-ear.ts';
import type { Kiosk } from '../kiosk.ts';

/**
 * The kiosk's side of its screen, whatever carries the messages. It sends each view, takes intents
 * that pass the schema, and notices a screen that has died with its window still open.
 */
export interface ScreenHost {
  /** A message came, still unchecked. */
  receive(message: unknown): void;
  stop(): void;
}

export interface ScreenHostOptions {
  readonly kiosk: Pick<Kiosk, 'view' | 'onView' | 'send'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly post: (message: ToScreen) => void;
  /** Where sound goes; it outlives each screen. */
  readonly ear?: Pick<ScreenEar, 'connect'>;
  /** The screen has not answered for a while: show it anew. */
  readonly dead: () => void;
}

const PING_EVERY_MS = 5_000;
const MISSED_UNTIL_DEAD = 3;

export function hostScreen(options: ScreenHostOptions): ScreenHost {
  const { kiosk, clock, log, post, dead } = options;
  let pings = 0;
  let answered = 0;
  const show = (): void => post({ type: 'view', view: kiosk.view() });
  const stopViews = kiosk.onView(show);
  const stopPings = every(clock, PING_EVERY_MS, () => {
    if (pings - answered >= MISSED_UNTIL_DEAD) {
      log.error('the screen does not answer');
      answered = pings;
      dead();
      return;
    }
    pings += 1;
    post({ type: 'ping', id: pings });
  });
  show();
  const ear = options.ear?.connect(post);

  return {
    receive(message) {
      const parsed = fromScreenSchema.safeParse(message);
      if (!parsed.success) {
        log.warn('a message from the screen was refused', { why: parsed.error.message });
        return;
      }
      switch (parsed.data.type) {
        case 'intent':
          return kiosk.send(parsed.data.intent);
        case 'pong':
          answered = Math.max(answered, Math.min(parsed.data.id, pings));
          return;
        case 'heard':
        case 'card':
          return ear?.hear(parsed.data);
        case 'painted':
          return;
        case 'failed':
          log.error('the screen failed', { message: parsed.data.message });
          return dead();
      }
    },
    stop() {
      stopViews();
      stopPings();
      ear?.gone();
    },
  };
}
