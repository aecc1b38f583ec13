import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packSamples, unpackSamples } from '../../main/speech/pack/adpcm.ts';
import { readWav, writeWav } from '../../main/speech/wav.ts';
import { hum } from '../support/speech.ts';

const whole = writeWav(hum(50));

test('[F41] what is written is read', () => {
  const read = readWav(whole);
  expect(read).toEqual({ ok: true, value: hum(50) });
});

test.each([
  ['2 GB of sound', 0x7ffff000],
  ['no sound', 0xffffffff],
])('a header that promises %s is not believed', (_what, size) => {
  const bytes = whole.slice();
  new DataView(bytes.buffer).setUint32(40, size, true);
  new DataView(bytes.buffer).setUint32(4, size, true);
  const read = readWav(bytes);
  expect(read.ok && read.value.pcm.length).toBe(800);
});

test('a chunk of another kind before the sound is passed over', () => {
  const bytes = new Uint8Array(whole.length + 12);
  bytes.set(whole.subarray(0, 36));
  bytes.set([70, 76, 76, 82, 3, 0, 0, 0, 1, 2, 3, 0], 36);
  bytes.set(whole.subarray(36), 48);
  const read = readWav(bytes);
  expect(read.ok && read.value.pcm).toEqual(hum(50).pcm);
});

test.each([
  ['an empty file', new Uint8Array(0)],
  ['a header alone', whole.slice(0, 36)],
  ['text', new TextEncoder().encode('RIFF of something, surely no sound')],
  ['two channels', changed(22, 2)],
  ['8 bits', changed(34, 8)],
  ['one sample a second', changed(24, 1)],
])('%s is no speech', (_what, bytes) => {
  const read = readWav(bytes);
  expect(read.ok ? '' : read.error.code).toBe('speech.notWav');
});

test('whatever bytes come, reading them ends and throws nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(60), (bytes, at) => {
      const broken = whole.slice(0, 120);
      broken.set(bytes.subarray(0, broken.length - at), at);
      expect(typeof readWav(broken).ok).toBe('boolean');
    }),
    { numRuns: 300 },
  );
});

test('a prompt in a quarter of the bytes sounds the same: the noise is 20 dB below the voice', () => {
  const { pcm } = hum(500);
  const packed = packSamples(pcm);
  const back = unpackSamples(packed, pcm.length);
  expect(packed.length).toBe(pcm.length / 4 / 0.5);
  const power = (samples: readonly number[]): number =>
    samples.reduce((sum, sample) => sum + sample ** 2, 0);
  const noise = power([...pcm].map((sample, i) => sample - (back[i] ?? 0)));
  expect(10 * Math.log10(power([...pcm]) / noise)).toBeGreaterThan(20);
});

function changed(at: number, value: number): Uint8Array {
  const bytes = whole.slice();
  if (at === 24) new DataView(bytes.buffer).setUint32(at, value, true);
  else new DataView(bytes.buffer).setUint16(at, value, true);
  return bytes;
}
