import type { Page } from 'playwright-core';

/**
 * Hears what a page plays. The page knows nothing of it: whatever is connected to a sound card is
 * connected to a recorder too, before the page's own code runs.
 */
export interface Tap {
  /** Everything since the page was opened or `clear`; empty while no card was used. */
  take(): Promise<Recording>;
  clear(): Promise<void>;
  /** Something has reached a card. */
  began(): Promise<boolean>;
}

export interface Recording {
  readonly sampleRate: number;
  /** One channel, 1 is full scale. */
  readonly samples: readonly number[];
  /** The sound card's own time of the first sample, seconds. */
  readonly begins: number;
  /** By the page's clock, ms: when the first sound reached the card, and when the last one left. */
  readonly firstSound: number | null;
  readonly lastSound: number | null;
}

export async function tap(page: Page): Promise<Tap> {
  await page.addInitScript(listenToEveryCard);
  return {
    take: () => page.evaluate(() => window.heardByTap?.take() ?? window.nothingHeard()),
    clear: () => page.evaluate(() => window.heardByTap?.clear()),
    began: () => page.evaluate(() => window.heardByTap?.began() ?? false),
  };
}

declare global {
  interface Window {
    heardByTap?: { take(): Recording; clear(): void; began(): boolean };
    nothingHeard(): Recording;
  }
}

function listenToEveryCard(): void {
  const SILENT = 0.001;
  const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
  const recorders = new WeakMap<BaseAudioContext, AudioNode>();
  let parts: Float32Array[] = [];
  let rate = 0;
  let begins = 0;
  let first: number | null = null;
  let last: number | null = null;
  window.nothingHeard = () => ({
    ...{ sampleRate: 0, samples: [], begins: 0, firstSound: null, lastSound: null },
  });

  function recorder(context: BaseAudioContext): AudioNode {
    const known = recorders.get(context);
    if (known) return known;
    const node = context.createScriptProcessor(256, 1, 1);
    node.onaudioprocess = ({ inputBuffer }) => {
      const part = inputBuffer.getChannelData(0).slice();
      if (parts.length === 0) begins = context.currentTime;
      rate = context.sampleRate;
      parts.push(part);
      if (!part.some((sample) => Math.abs(sample) > SILENT)) return;
      first ??= performance.now();
      last = performance.now();
    };
    recorders.set(context, node);
    connect.call(node, context.destination);
    return node;
  }

  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode): AudioNode {
    if (to instanceof AudioDestinationNode) connect.call(this, recorder(to.context));
    return connect.call(this, to);
  } as typeof AudioNode.prototype.connect;

  window.heardByTap = {
    take: () => ({
      sampleRate: rate,
      samples: parts.flatMap((part) => [...part]),
      begins,
      firstSound: first,
      lastSound: last,
    }),
    began: () => first !== null,
    clear() {
      parts = [];
      first = null;
      last = null;
    },
  };
}

/** Loudness in dBFS of what is louder than silence; −∞ when nothing is. */
export function loudness({ samples }: Pick<Recording, 'samples'>): number {
  const voiced = samples.filter((sample) => Math.abs(sample) > 0.001);
  if (voiced.length === 0) return -Infinity;
  return 10 * Math.log10(voiced.reduce((sum, sample) => sum + sample ** 2, 0) / voiced.length);
}

/** Seconds from the first sound to the last. */
export function duration({ samples, sampleRate }: Recording): number {
  const loud = (sample: number): boolean => Math.abs(sample) > 0.001;
  const first = samples.findIndex(loud);
  return first < 0 ? 0 : (samples.findLastIndex(loud) - first) / sampleRate;
}
