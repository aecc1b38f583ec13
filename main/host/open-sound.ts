import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Voice } from '../contract/audio.ts';
import type { Cabinet } from '../contract/cabinet.ts';
import { soundCardOf } from '../kiosk.ts';
import { openVoice } from '../speech/open-voice.ts';
import { screenEar, type ScreenEar } from './screen-ear.ts';

/** A voice from this machine's engines, and an ear in whatever page shows the screen. */
export interface OpenedSound {
  readonly voice: Voice;
  readonly ear: ScreenEar;
  stop(): Promise<void>;
}

/** In a built product this program is one file beside `flite-worker.js`. */
const BUILT = import.meta.url.endsWith('.js');

/**
 * Null where no keypad is: nobody could listen. The engines are tried while the kiosk starts, and whoever
 * presses a key meanwhile waits for them.
 */
export function openSound(
  cabinet: Cabinet,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): OpenedSound | null {
  if (cabinet.keypads.length === 0) return null;
  const opening = openVoice({
    clock,
    log: log.part('voice'),
    folder: join(import.meta.dirname, '..', '..', 'assets', 'speech'),
    ...(BUILT && { fliteWorker: new URL('flite-worker.js', import.meta.url) }),
  });
  let health: Voice['health'] = () => ({
    state: 'degraded',
    reason: 'the engines are being tried',
  });
  void opening.then((voice) => (health = voice.health));
  return {
    voice: {
      clip: async (utterance, rate) => (await opening).clip(utterance, rate),
      prepare: (utterances, rate) => void opening.then((voice) => voice.prepare(utterances, rate)),
      forget: () => void opening.then((voice) => voice.forget()),
      health: () => health(),
    },
    ear: screenEar({ clock, log: log.part('ear'), card: soundCardOf(cabinet.keypads) }),
    stop: async () => (await opening).stop(),
  };
}
