import { useEffect, type ReactNode } from 'react';
import { encode } from 'uqr';
import type { Probe } from '../../main/contract/view.ts';

/** What the screen itself shows or sounds to be judged: a colour, a tone, a code. */
export interface ProbeProps {
  readonly probe: Probe;
  readonly title: string;
  readonly press: (item: string) => void;
}

export function ProbePart({ probe, title, press }: ProbeProps): ReactNode {
  switch (probe.kind) {
    case 'colour':
      return (
        <button
          type="button"
          className="colour-field"
          data-colour={probe.colour}
          data-item={probe.item}
          aria-label={title}
          // The only thing on the screen, so keys go on as well.
          autoFocus
          onClick={() => press(probe.item)}
        />
      );
    case 'tone':
      return <ToneOf side={probe.side} gain={probe.gain} nth={probe.nth} />;
    case 'code':
      return <Code text={probe.text} title={title} />;
  }
}

/** A tone that is heard in a hall and by old ears, and short enough to be repeated. */
const TONE_HZ = 880;
const TONE_S = 0.8;
/** Without it the speaker clicks. */
const FADE_S = 0.02;
const PAN = { left: -1, both: 0, right: 1 } as const;

type Tone = Omit<Extract<Probe, { kind: 'tone' }>, 'kind'>;

function ToneOf({ side, gain, nth }: Tone): ReactNode {
  // A new loudness is not a new tone: only another number sounds.
  useEffect(() => {
    const audio = new AudioContext();
    const volume = new GainNode(audio, { gain: 0 });
    const now = audio.currentTime;
    volume.gain.setTargetAtTime(gain, now, FADE_S);
    volume.gain.setTargetAtTime(0, now + TONE_S - FADE_S, FADE_S);
    const tone = new OscillatorNode(audio, { frequency: TONE_HZ });
    const panner = new StereoPannerNode(audio, { pan: PAN[side] });
    tone.connect(volume).connect(panner).connect(audio.destination);
    tone.onended = () => void audio.close();
    tone.start(now);
    tone.stop(now + TONE_S + 5 * FADE_S);
    return () => tone.stop();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [nth]);
  return (
    <span className="tone" data-side={side} data-gain={gain.toFixed(3)} data-nth={nth} hidden />
  );
}

const QUIET_MODULES = 4;

function Code({ text, title }: { readonly text: string; readonly title: string }): ReactNode {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_MODULES });
  const path = data
    .flatMap((line, y) => line.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg className="code" role="img" aria-label={title} viewBox={`0 0 ${size} ${size}`}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  );
}
