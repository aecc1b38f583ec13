import type { CSSProperties, ReactNode } from 'react';
import type { LockerStatus, PictureLocker } from '../../main/contract/view.ts';
import { iconPath } from './icon-paths.ts';

/**
 * Where a locker stands, on its door, for staff: number and symbol above, the word below, and between
 * them what stands beside the status. All in cm of the bank; words grow with the text size as far as
 * the door is wide.
 */
const NUMBER = 9.5;
const WORD = 5.2;
/** A bold letter of our typeface is about half as wide as it is high. */
const LETTER = 0.55;
const SYMBOL = 8.5;
const MARK = 7.4;
const PADDING = 3;
const ICON_GRID = 24;

export interface LockerStandingProps {
  readonly locker: PictureLocker;
  readonly status: LockerStatus;
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

export function LockerStanding({ locker, status, box }: LockerStandingProps): ReactNode {
  const word = locker.statusText?.text ?? '';
  const wide = box.width - 2 * PADDING;
  const top = box.y + PADDING + SYMBOL / 2;
  const widest = wide / Math.max(1, Array.from(word).length * LETTER);
  const size = { '--word': `${Math.min(WORD, widest)}px`, '--widest': `${widest}px` };
  // A low door has room for one line of symbols: they stand between the number and its own.
  const low = box.height < PADDING * 2 + SYMBOL + MARK + WORD * 1.6;
  const marks = locker.marks.map(({ kind }, i) => ({
    kind,
    x: low
      ? box.x + box.width - PADDING - SYMBOL - (i + 1) * MARK
      : box.x + PADDING + i * (MARK + 0.6),
    y: low ? top - MARK / 2 : top + SYMBOL / 2 + 0.8,
  }));
  return (
    <g className="standing">
      <text className="standing-number" x={box.x + PADDING} y={top} fontSize={NUMBER}>
        {locker.number}
      </text>
      <Symbol
        name={`status-${status}`}
        x={box.x + box.width - PADDING - SYMBOL}
        y={top - SYMBOL / 2}
        size={SYMBOL}
      />
      {marks.map(({ kind, x, y }) => (
        <Symbol key={kind} name={`status-${kind}`} x={x} y={y} size={MARK} />
      ))}
      <text
        className="standing-word"
        x={box.x + box.width / 2}
        y={box.y + box.height - PADDING}
        style={size as CSSProperties}
      >
        {word}
      </text>
    </g>
  );
}

function Symbol(props: {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}): ReactNode {
  const { name, x, y, size } = props;
  return (
    <path
      className="standing-symbol"
      d={iconPath(name)}
      transform={`translate(${x} ${y}) scale(${size / ICON_GRID})`}
    />
  );
}
