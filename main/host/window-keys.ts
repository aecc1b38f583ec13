import type { WebContents } from 'electron';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { createWedgeFilter, type TypedKey } from './wedge-filter.ts';

/** Electron's own names of keys, where they are not those of `KeyboardEvent.key`. */
const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/**
 * Keeps what scanners and readers type from the page, and gives people their keys 50 ms later. The
 * system's rule for these devices (`input-rules.ts`) is the sure way; this holds where it is missing.
 */
export function keepScansFrom(page: WebContents, clock: Clock, log: Log): void {
  let releasing = false;
  const filter = createWedgeFilter({
    clock,
    release: (key) => {
      if (page.isDestroyed() || page.isCrashed()) return;
      // What is released comes by here again, before this call returns.
      releasing = true;
      send(page, key);
      releasing = false;
    },
    kept: (keys) =>
      log.warn('a device typed into the window and was kept out; its input rule is missing', {
        keys,
      }),
  });
  page.on('before-input-event', (event, input) => {
    if (releasing || input.type !== 'keyDown') return;
    const { key, shift, isAutoRepeat: repeat } = input;
    const command = input.control || input.alt || input.meta;
    if (filter.press({ key, shift, command, repeat })) event.preventDefault();
  });
}

/** Chromium drops the key-up behind a key that was kept, and a button needs one to be pressed by Space. */
function send(page: WebContents, { key, shift }: TypedKey): void {
  const prints = key.length === 1;
  const keyCode = NAMES[key] ?? key;
  // A sign says by itself whether it needs Shift, on whatever key of the real keyboard it stood.
  const shifted = prints ? /[A-Z]/.test(key) : shift;
  const modifiers: 'shift'[] = shifted ? ['shift'] : [];
  page.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
  if (prints || key === 'Enter')
    page.sendInputEvent({ type: 'char', keyCode: key === 'Enter' ? '\r' : key, modifiers });
  page.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
}
