import type { ReactNode } from 'react';
import type { Countdown } from '../../main/contract/view.ts';

const RADIUS = 44;
const LENGTH = 2 * Math.PI * RADIUS;

/** The ring that runs out. The kiosk counts; this only draws the second that it is told. */
export function CountdownRing({ countdown }: { readonly countdown: Countdown }): ReactNode {
  const left = countdown.of === 0 ? 0 : countdown.seconds / countdown.of;
  return (
    <div className="countdown" role="timer">
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className="ring-track" cx="50" cy="50" r={RADIUS} />
        <circle
          className="ring"
          cx="50"
          cy="50"
          r={RADIUS}
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - left)}
        />
        <text x="50" y="50">
          {countdown.seconds}
        </text>
      </svg>
      <span>{countdown.label.text}</span>
    </div>
  );
}
