import { describe, expect, test } from 'vitest';
import { tones } from '../../main/contract/audio.ts';
import { sinksOf } from '../../renderer/audio/sinks.ts';
import { beaconSamples, toneSamples } from '../../renderer/audio/tones.ts';

const RATE = 22_050;
const hall = { deviceId: 'aa', label: 'Built-in Audio Analog Stereo' };
const keypad = { deviceId: 'bb', label: 'Storm AudioNav (0d8c:0170)' };
const first = (of: { readonly label: string }): typeof hall => ({
  deviceId: 'default',
  label: `Default - ${of.label}`,
});

describe('[F41] ADA 707.4: which sound card is whose', () => {
  test('words go to the card of the keypad, the beacon to the chassis', () => {
    expect(sinksOf([first(hall), hall, keypad], 'audionav')).toEqual({
      keypad: 'bb',
      chassis: '',
    });
  });

  test('a machine that took the keypad for its first card still ticks in the chassis', () => {
    expect(sinksOf([first(keypad), hall, keypad], 'AudioNav')).toEqual({
      keypad: 'bb',
      chassis: 'aa',
    });
  });

  test('a card that is not plugged in is nowhere, not the chassis', () => {
    expect(sinksOf([first(hall), hall], 'AudioNav').keypad).toBeNull();
    expect(sinksOf([], 'AudioNav').keypad).toBeNull();
  });

  test('a bank that names no card has its headphones in the first one', () => {
    expect(sinksOf([first(hall), hall], null)).toEqual({ keypad: '', chassis: '' });
  });
});

describe('[F41] sounds that are no words', () => {
  test.each(tones.map((name) => [name]))('%s is short, soft at its ends and not loud', (name) => {
    const samples = toneSamples(name, RATE);
    expect((samples.length * 1_000) / RATE).toBeLessThan(800);
    expect(Math.max(...samples)).toBeGreaterThan(0.05);
    expect(Math.max(...samples)).toBeLessThan(0.2);
    expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.01);
    expect(samples.at(-1)).toBe(0);
  });

  test('each is another', () => {
    const drawn = tones.map((name) => toneSamples(name, RATE).join());
    expect(new Set(drawn).size).toBe(tones.length);
  });

  test('the beacon ticks twice a second and is silent in between', () => {
    const turn = beaconSamples(RATE);
    expect(turn.length).toBe(RATE / 2);
    expect(turn.slice(RATE * 0.03).every((sample) => sample === 0)).toBe(true);
  });
});
