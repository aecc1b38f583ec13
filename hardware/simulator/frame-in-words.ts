import type { FrameEntry } from '../device.ts';
import { explainFrame, type FrameProtocol } from '../inspector.ts';

/** Said by the place in the list, or by the bytes themselves. */
const SEEN_ALREADY = new Set(['direction', 'checksum']);

/** One line for the list of frames: `unlock-request · board 1 · lock 5`, or what is wrong with it. */
export function frameInWords(protocol: FrameProtocol, { hex }: FrameEntry): string {
  const bytes = Uint8Array.from(hex.split(' '), (byte) => parseInt(byte, 16));
  const { kind, fields, problems } = explainFrame(protocol, bytes);
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    SEEN_ALREADY.has(name) ? [] : [`${name} ${value}`],
  );
  return [...(kind === 'unknown' ? [] : [kind]), ...parts, ...problems].join(' · ');
}
