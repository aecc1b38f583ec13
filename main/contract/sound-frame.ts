import type { Sound } from './screen-link.ts';

/**
 * A sound as one binary message of a WebSocket: four bytes with the length of a JSON head (the low
 * byte first), the head, the samples. Electron's messages carry bytes by themselves.
 */
const LENGTH_BYTES = 4;

export function soundFrame({ pcm, ...head }: Sound): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const frame = new Uint8Array(LENGTH_BYTES + json.length + pcm.length);
  new DataView(frame.buffer).setUint32(0, json.length, true);
  frame.set(json, LENGTH_BYTES);
  frame.set(pcm, LENGTH_BYTES + json.length);
  return frame;
}

/** Still to be checked against the schema; null when the bytes are no such frame. */
export function readSoundFrame(buffer: ArrayBuffer): unknown {
  if (buffer.byteLength < LENGTH_BYTES) return null;
  const length = new DataView(buffer).getUint32(0, true);
  if (length > buffer.byteLength - LENGTH_BYTES) return null;
  try {
    const head: unknown = JSON.parse(
      new TextDecoder().decode(new Uint8Array(buffer, LENGTH_BYTES, length)),
    );
    const pcm = new Uint8Array(buffer, LENGTH_BYTES + length);
    return typeof head === 'object' ? { ...head, pcm } : null;
  } catch {
    return null;
  }
}
