/** One sound card: words and tones through a volume of their own, silenced without a click. */
export interface Output {
  play(samples: Float32Array<ArrayBuffer>, options: PlayOptions): void;
  /** What is not a tone falls silent, within a few milliseconds. */
  hush(): void;
  /** Another card; `''` is the machine's first. False: it is not there. */
  choose(sinkId: string): Promise<boolean>;
  /** The card is gone: what was being said was not heard. */
  lose(): void;
  rest(): void;
}

export interface PlayOptions {
  readonly sampleRate: number;
  readonly gain: number;
  /** Silenced by `hush` and by the next word; a tone is not. */
  readonly word: boolean;
  readonly loop?: boolean;
  readonly told?: (how: 'started' | 'ended' | 'stopped' | 'failed') => void;
}

/** Long enough not to click, short enough not to be heard. */
const FADE_S = 0.005;

/** Chromium has it, the library of types does not yet. */
type SinkContext = AudioContext & { setSinkId?: (id: string) => Promise<void> };

interface Sounding {
  stop(): void;
  fail(): void;
}

export function createOutput(): Output {
  let context: SinkContext | null = null;
  let sinkId = '';
  let word: Sounding | null = null;

  async function awake(): Promise<SinkContext> {
    if (!context || context.state === 'closed') {
      context = new AudioContext({ latencyHint: 'interactive' });
      if (sinkId !== '') await context.setSinkId?.(sinkId);
      // A card that is pulled out while it sounds.
      context.addEventListener('error', () => word?.fail());
    }
    if (context.state !== 'running') await context.resume();
    return context;
  }

  function begin(
    on: AudioContext,
    samples: Float32Array<ArrayBuffer>,
    { sampleRate, gain, loop = false, told }: PlayOptions,
  ): Sounding {
    const buffer = on.createBuffer(1, samples.length, sampleRate);
    const channel = buffer.getChannelData(0);
    channel.set(samples);
    // What was said may be a name.
    samples.fill(0);
    const source = new AudioBufferSourceNode(on, { buffer, loop });
    const volume = new GainNode(on, { gain });
    source.connect(volume).connect(on.destination);
    let how: 'ended' | 'stopped' | 'failed' | null = null;
    const end = (as: 'ended' | 'stopped' | 'failed'): void => {
      if (how) return;
      how = as;
      told?.(as);
    };
    source.addEventListener('ended', () => {
      end('ended');
      channel.fill(0);
      volume.disconnect();
    });
    source.start();
    told?.('started');
    const fade = (): void => {
      volume.gain.setValueAtTime(gain, on.currentTime);
      volume.gain.linearRampToValueAtTime(0, on.currentTime + FADE_S);
      source.stop(on.currentTime + FADE_S);
    };
    return {
      stop() {
        end('stopped');
        fade();
      },
      fail() {
        end('failed');
        fade();
      },
    };
  }

  return {
    play(samples, options) {
      // It takes its place before the card is awake, so that a hush in between is not lost.
      let wanted: 'play' | 'stop' | 'fail' = 'play';
      let sounding: Sounding | null = null;
      const mine: Sounding = {
        stop() {
          wanted = 'stop';
          if (sounding) sounding.stop();
          else options.told?.('stopped');
        },
        fail() {
          wanted = 'fail';
          if (sounding) sounding.fail();
          else options.told?.('failed');
        },
      };
      if (options.word) {
        word?.stop();
        word = mine;
      }
      awake()
        .then((on) => {
          if (wanted === 'play') sounding = begin(on, samples, options);
        })
        .catch(() => options.told?.('failed'));
    },
    hush() {
      word?.stop();
      word = null;
    },
    async choose(id) {
      if (id === sinkId) return true;
      try {
        sinkId = id;
        await context?.setSinkId?.(id);
        return true;
      } catch {
        word?.fail();
        return false;
      }
    },
    lose() {
      word?.fail();
      word = null;
    },
    rest: () => void context?.suspend(),
  };
}
