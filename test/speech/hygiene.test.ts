import { describe, expect, test } from 'vitest';
import {
  cleanSpeech,
  loudnessOf,
  LOUDNESS_DBFS,
  PEAK_DBFS,
  peakOf,
} from '../../main/speech/hygiene.ts';
import { lengthOf, plain, speakable } from '../../main/speech/speakable.ts';
import { hum } from '../support/speech.ts';

const words = lengthOf('three short words');

describe('[F41] what an engine gave is looked at before anybody hears it', () => {
  test('a whisper and a shout come out equally loud, and nothing clips', () => {
    for (const loud of [0.02, 0.3, 1]) {
      const clip = cleanSpeech(hum(900, loud), words, 100);
      expect(clip.ok && Math.abs(loudnessOf(clip.value) - LOUDNESS_DBFS)).toBeLessThan(1);
      expect(clip.ok && peakOf(clip.value.pcm)).toBeLessThanOrEqual(PEAK_DBFS);
    }
  });

  test('a crack in the voice is bent under the ceiling, the words stay as loud', () => {
    const raw = hum(900, 0.05);
    raw.pcm.fill(32_767, 5_000, 5_040);
    const clip = cleanSpeech(raw, words, 100);
    expect(clip.ok && peakOf(clip.value.pcm)).toBeLessThanOrEqual(PEAK_DBFS);
  });

  test('half a second of silence before the first word is cut to 10 ms', () => {
    const raw = hum(1_400);
    raw.pcm.fill(0, 0, 8_000);
    const clip = cleanSpeech(raw, words, 100);
    const first = clip.ok ? clip.value.pcm.findIndex((sample) => Math.abs(sample) > 300) : -1;
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first / 16).toBeLessThanOrEqual(10);
    expect(clip.ok && clip.value.ms).toBeLessThan(950);
  });

  test('silence, nothing at all, a stump and an endless drone are refused', () => {
    const code = (ms: number, loud: number): string => {
      const clip = cleanSpeech(hum(ms, loud), words, 100);
      return clip.ok ? 'fine' : clip.error.code;
    };
    expect(code(900, 0)).toBe('speech.silent');
    expect(code(900, 0.003)).toBe('speech.silent');
    expect(code(0, 1)).toBe('speech.silent');
    expect(code(100, 0.3)).toBe('speech.tooShort');
    expect(code(60_000, 0.3)).toBe('speech.tooLong');
    expect(code(900, 0.3)).toBe('fine');
  });

  test('twice as fast is half as long, and a clip that is not is refused', () => {
    const clip = cleanSpeech(hum(4_000), words, 200);
    expect(clip.ok ? '' : clip.error.code).toBe('speech.tooLong');
    expect(cleanSpeech(hum(4_000), words, 50).ok).toBe(true);
  });
});

describe('[F41] text that is safe to give away', () => {
  test.each([
    ['an emoji', 'Hello 👩‍👩‍👧 you 🇩🇪', 'Hello you'],
    ['phonemes of espeak-ng', 'a [[h@loU]] b', 'a h@loU b'],
    ['a control character', 'a\u0001b\u001bc', 'a b c'],
    ['invisible marks', '⁨Zoë⁩ so\u00adft', 'Zoë soft'],
    ['mark-up', '<audio src="x"/>', 'audio src="x"/'],
    ['a flag', '-f/etc/passwd', '-f/etc/passwd'],
    ['accents in pieces', 'Zoe\u0308', 'Zoë'],
  ])('%s', (_what, text, safe) => {
    expect(speakable(text)).toBe(safe);
  });

  test('before a shell only letters, digits and plain punctuation are left', () => {
    expect(plain('")(system "rm -rf /")')).toBe('system rm -rf');
    expect(plain('$(id) `id` ;| & "quoted" don’t - 5')).toBe('id id ; quoted don t - 5');
    expect(plain('--file=/etc/passwd')).toBe('file etc passwd');
    expect(plain('“Größe” مرحبا')).toBe('Größe مرحبا');
  });

  test('words, digits and letters are counted in every script', () => {
    expect(lengthOf('Locker 23, don’t wait')).toEqual({ words: 4, signs: 2, letters: 14 });
    expect(lengthOf('مرحبا بك').words).toBe(2);
    expect(lengthOf('… !').words).toBe(0);
  });
});
