import type { FromEar, ToEar } from '../../main/contract/screen-link.ts';
import { createOutput, type Output } from './output.ts';
import { sinksOf, type Sinks } from './sinks.ts';
import { beaconSamples, toneSamples } from './tones.ts';

/**
 * What the kiosk wants to be heard: words and tones on the keypad's own sound card, the beacon on the
 * speaker of the chassis. While a keypad has a card of its own that is not plugged in, words are not
 * played at all: they would be heard by the hall.
 */
const TONE_RATE = 22_050;
const LARGEST_SAMPLE = 32_768;

export function listen(tell: (message: FromEar) => void): (message: ToEar) => void {
  let keypad: Output | null = null;
  let chassis: Output | null = null;
  let card: string | null = null;
  let sinks: Sinks = { keypad: '', chassis: '' };

  const toKeypad = (): Output => (keypad ??= createOutput());
  const toChassis = (): Output => (chassis ??= createOutput());

  async function look(): Promise<void> {
    const outputs = card === null ? [] : await outputDevices();
    sinks = sinksOf(outputs, card);
    if (sinks.keypad === null) keypad?.lose();
    else await toKeypad().choose(sinks.keypad);
    await toChassis().choose(sinks.chassis);
    tell({ type: 'card', own: card !== null && sinks.keypad !== null });
  }

  // A card that is pulled out or plugged in.
  navigator.mediaDevices?.addEventListener('devicechange', () => void look());

  return (message) => {
    switch (message.type) {
      case 'card':
        card = message.name;
        void look();
        return;
      case 'sound': {
        const told = (how: 'started' | 'ended' | 'stopped' | 'failed'): void =>
          tell({ type: 'heard', id: message.id, how });
        if (sinks.keypad === null) return told('failed');
        const { sampleRate, gain } = message;
        toKeypad().play(samplesOf(message.pcm), { sampleRate, gain, word: true, told });
        return;
      }
      case 'hush':
        return keypad?.hush();
      case 'tone':
        if (sinks.keypad === null) return;
        toKeypad().play(toneSamples(message.name, TONE_RATE), {
          ...{ sampleRate: TONE_RATE, gain: message.gain, word: false },
        });
        return;
      case 'beacon':
        chassis?.hush();
        if (message.on)
          toChassis().play(beaconSamples(TONE_RATE), {
            ...{ sampleRate: TONE_RATE, gain: 1, word: true, loop: true },
          });
        return;
      case 'rest':
        keypad?.rest();
        chassis?.rest();
        return;
    }
  };
}

/** The names of the cards are told to our own page only (the shell's policy). */
async function outputDevices(): Promise<readonly MediaDeviceInfo[]> {
  try {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter(({ kind }) => kind === 'audiooutput');
  } catch {
    return [];
  }
}

function samplesOf(pcm: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const samples = new Float32Array(pcm.byteLength >> 1);
  for (let i = 0; i < samples.length; i += 1)
    samples[i] = view.getInt16(i * 2, true) / LARGEST_SAMPLE;
  pcm.fill(0);
  return samples;
}
