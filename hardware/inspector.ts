import { explainBcc8a } from './door-board/bcc-8a/explain.ts';
import { explainDingchang } from './door-board/dingchang/explain.ts';
import { explainKerongCu12 } from './door-board/kerong-cu12/explain.ts';
import { explainKerongCu16 } from './door-board/kerong-cu16/explain.ts';
import { explainWinnsen } from './door-board/winnsen/explain.ts';
import { explainWkly } from './door-board/wkly/explain.ts';
import { explainLine } from './door-board/line/explain.ts';
import { explainModbus } from './door-board/modbus/explain.ts';
import { explainOsdp } from './badge-reader/osdp/explain.ts';
import { unexplained, type Explanation } from './explain.ts';

/** Every protocol by the name that integrators use, with what explains its frames. */
export const frameProtocols = [
  'bcc-8a',
  'kerong-cu16',
  'kerong-cu12',
  'winnsen',
  'wkly',
  'dingchang',
  'modbus',
  'line',
  'osdp',
] as const;
export type FrameProtocol = (typeof frameProtocols)[number];

type Explain = (frame: Uint8Array) => Explanation;

const explainers: Readonly<Partial<Record<FrameProtocol, Explain>>> = {
  'bcc-8a': explainBcc8a,
  'kerong-cu16': explainKerongCu16,
  'kerong-cu12': explainKerongCu12,
  winnsen: explainWinnsen,
  wkly: explainWkly,
  dingchang: explainDingchang,
  modbus: explainModbus,
  line: explainLine,
  osdp: explainOsdp,
};

export function isFrameProtocol(name: string): name is FrameProtocol {
  return frameProtocols.some((protocol) => protocol === name);
}

export function explainFrame(protocol: FrameProtocol, frame: Uint8Array): Explanation {
  const explain = explainers[protocol];
  return explain?.(frame) ?? unexplained(`Frames of ${protocol} are not explained yet.`);
}
