import type { Clock, TimerHandle } from '../base/clock.ts';

/** The words being spoken, as they can be read; they stay for a moment, since a digit is said in no time. */
export interface Captions {
  text(): string | null;
  said(text: string): void;
  quiet(): void;
  forget(): void;
}

/** Long enough to read the sentence that has just ended once more. */
const STAYS_MS = 4_000;

export function createCaptions(clock: Clock, changed: () => void): Captions {
  let caption: string | null = null;
  let leaving: TimerHandle = null;

  function show(next: string | null): void {
    clock.clearTimeout(leaving);
    caption = next;
    changed();
  }

  return {
    text: () => caption,
    said: show,
    quiet() {
      clock.clearTimeout(leaving);
      leaving = clock.setTimeout(() => show(null), STAYS_MS);
    },
    forget() {
      clock.clearTimeout(leaving);
      caption = null;
    },
  };
}
