import { fault, ok, type Result } from '../base/result.ts';
import type { RawSpeech, SpeechFault } from './engine.ts';

/**
 * RIFF/WAVE, one channel, 16-bit PCM or 32-bit float (macOS). An engine that writes to a pipe cannot know the sizes and puts
 * something absurd there (2 GB, 0), so a size never counts for more than the bytes that came.
 */
const RIFF_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
const FORMAT_BYTES = 16;
const PCM = 1;
const FLOAT = 3;
const LARGEST_SAMPLE = 32_767;
const SLOWEST_HZ = 8_000;
const FASTEST_HZ = 48_000;

export function readWav(bytes: Uint8Array): Result<RawSpeech, SpeechFault> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < RIFF_BYTES || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE')
    return fault('speech.notWav', `${bytes.length} bytes that are no WAV file`);
  let sampleRate = 0;
  let sampleBytes = 2;
  for (let at = RIFF_BYTES; at + CHUNK_HEAD_BYTES <= bytes.length;) {
    const name = tag(view, at);
    const body = at + CHUNK_HEAD_BYTES;
    const size = Math.min(view.getUint32(at + 4, true), bytes.length - body);
    if (name === 'fmt ' && size >= FORMAT_BYTES) {
      sampleRate = view.getUint32(body + 4, true);
      const kind = view.getUint16(body, true);
      sampleBytes = kind === FLOAT ? 4 : 2;
      const known =
        (kind === PCM || kind === FLOAT) &&
        view.getUint16(body + 2, true) === 1 &&
        view.getUint16(body + 14, true) === sampleBytes * 8 &&
        sampleRate >= SLOWEST_HZ &&
        sampleRate <= FASTEST_HZ;
      if (!known)
        return fault('speech.notWav', 'a WAV file of another kind than one channel of samples');
    }
    if (name === 'data') {
      if (sampleRate === 0) return fault('speech.notWav', 'a WAV file without a format');
      const count = Math.floor(size / sampleBytes);
      const pcm = sampleBytes === 2 ? samples(view, body, count) : floats(view, body, count);
      return ok({ pcm, sampleRate });
    }
    at = body + size + (size % 2);
  }
  return fault('speech.notWav', 'a WAV file without sound');
}

export function writeWav({ pcm, sampleRate }: RawSpeech): Uint8Array {
  const head = RIFF_BYTES + CHUNK_HEAD_BYTES + FORMAT_BYTES + CHUNK_HEAD_BYTES;
  const bytes = new Uint8Array(head + pcm.length * 2);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i += 1) bytes[at + i] = text.charCodeAt(i);
  };
  put(0, 'RIFF');
  view.setUint32(4, bytes.length - CHUNK_HEAD_BYTES, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, FORMAT_BYTES, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, pcm.length * 2, true);
  for (const [i, sample] of pcm.entries()) view.setInt16(head + i * 2, sample, true);
  return bytes;
}

function samples(view: DataView, at: number, count: number): Int16Array {
  const pcm = new Int16Array(count);
  for (let i = 0; i < count; i += 1) pcm[i] = view.getInt16(at + i * 2, true);
  return pcm;
}

function floats(view: DataView, at: number, count: number): Int16Array {
  const pcm = new Int16Array(count);
  for (let i = 0; i < count; i += 1) {
    const sample = Math.max(-1, Math.min(1, view.getFloat32(at + i * 4, true)));
    pcm[i] = Math.round(sample * LARGEST_SAMPLE);
  }
  return pcm;
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...[at, at + 1, at + 2, at + 3].map((each) => view.getUint8(each)));
}
