import type { ReactNode } from 'react';
import type { BankPicture as Picture } from '../../main/contract/view.ts';
import { LockerDrawing } from './locker-drawing.tsx';

/**
 * The bank as it stands in the hall, from the cabinet file; one unit is one centimetre. Open doors
 * are drawn open, the locker that matters is lit by colour, outline and size of its number.
 */
const FRAME = 5;
const FOOT = 6;
/** Of the screen module to its column. */
const GAP = 0.9;

export interface BankPictureProps {
  readonly picture: Picture;
  /** Lockers in which a parcel can be seen when their door is open; only the bench knows. */
  readonly items?: readonly number[];
  /** Presses the item that stands behind a locker, where there is one. */
  readonly press?: (item: string) => void;
  readonly focus?: string | null;
}

export function BankPicture({
  picture,
  items = [],
  press,
  focus = null,
}: BankPictureProps): ReactNode {
  const { width, height, screen } = picture;
  const touchable = picture.lockers.some(({ item }) => item !== null);
  const y = (cm: number): number => height - cm;
  return (
    <div className={`bank bank-${picture.emphasis}`}>
      <svg
        viewBox={`${-FRAME} ${-FRAME} ${width + 2 * FRAME} ${height + 2 * FRAME + FOOT}`}
        aria-hidden={touchable ? undefined : 'true'}
        role={touchable ? 'group' : undefined}
        focusable="false"
      >
        <defs>
          <linearGradient id="steel" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" className="steel-light" />
            <stop offset="1" className="steel-dark" />
          </linearGradient>
          <linearGradient id="glass" x1="0" y1="0" x2="1" y2="1">
            <stop offset="0" className="glass-light" />
            <stop offset="0.5" className="glass-dark" />
          </linearGradient>
        </defs>
        <ellipse
          className="floor-shadow"
          cx={width / 2}
          cy={height + FRAME + 1}
          rx={width / 2 + 4}
          ry={FOOT - 1}
        />
        <rect
          className="body"
          x={-FRAME}
          y={-FRAME}
          width={width + 2 * FRAME}
          height={height + FRAME + FOOT / 2}
          rx="4"
        />
        <rect
          className="body-inner"
          x="-1.2"
          y="-1.2"
          width={width + 2.4}
          height={height + 1.2}
          rx="1.5"
        />
        <g className="module">
          <rect
            className="module-body"
            x={screen.x + GAP}
            y={y(screen.top) + GAP}
            width={screen.width - 2 * GAP}
            height={screen.top - screen.bottom - 2 * GAP}
            rx="1.6"
          />
          <rect
            className="module-glass"
            x={screen.x + screen.width * 0.16}
            y={y(screen.top) + 5}
            width={screen.width * 0.68}
            height={(screen.top - screen.bottom) * 0.6}
            rx="1.4"
          />
          <rect
            className="module-reader"
            x={screen.x + screen.width * 0.36}
            y={y(screen.bottom) - (screen.top - screen.bottom) * 0.24}
            width={screen.width * 0.28}
            height={(screen.top - screen.bottom) * 0.13}
            rx="1.6"
          />
        </g>
        {picture.lockers.map((locker) => (
          <LockerDrawing
            key={locker.number}
            locker={locker}
            y={y}
            item={items.includes(locker.number)}
            press={press}
            focus={focus}
            touchable={touchable}
          />
        ))}
      </svg>
    </div>
  );
}
