import type { ReactNode, SVGAttributes } from 'react';
import { stopOfLocker } from '../../main/contract/stops.ts';
import type { PictureLocker } from '../../main/contract/view.ts';
import { ring } from './focus.ts';
import { LockerStanding } from './locker-standing.tsx';

/** Between the doors of two lockers there is steel, in cm to each side. */
const GAP = 0.9;

export interface LockerDrawingProps {
  readonly locker: PictureLocker;
  /** From a height above the floor to a place in the drawing. */
  readonly y: (cm: number) => number;
  readonly item: boolean;
  readonly press: ((item: string) => void) | undefined;
  readonly focus: string | null;
  /** Some lockers of the bank may be touched: of those that may not, less is made. */
  readonly touchable: boolean;
}

/** One locker of the drawn bank; a button where its item says so. */
export function LockerDrawing(props: LockerDrawingProps): ReactNode {
  const { locker, y, item, press, focus, touchable } = props;
  const box = {
    x: locker.x + GAP,
    y: y(locker.top) + GAP,
    width: locker.width - 2 * GAP,
    height: locker.top - locker.bottom - 2 * GAP,
  };
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const aside = touchable && locker.item === null && locker.status !== null;
  const state = `${locker.lit ? 'lit' : 'plain'} door-${locker.door}${aside ? ' aside' : ''}`;
  const size = Math.min(box.height * 0.62, locker.lit ? 26 : 13);
  return (
    <g
      className={`locker ${state}`}
      data-locker={locker.number}
      data-status={locker.status ?? ''}
      {...touch(locker, press)}
      {...(locker.item === null ? {} : ring(focus, stopOfLocker(locker.item)))}
    >
      <rect className="recess" {...box} rx="1.2" />
      {item && (
        <rect
          className="parcel"
          x={middle.x - box.width * 0.12}
          y={box.y + box.height * 0.42}
          width={box.width * 0.5}
          height={box.height * 0.52}
          rx="0.8"
        />
      )}
      <g className="leaf">
        <rect className="door" {...box} rx="1.2" />
        {locker.status === null && (
          <rect
            className="slot"
            x={box.x + box.width - 7}
            y={middle.y - 2.2}
            width="2.2"
            height="4.4"
            rx="1.1"
          />
        )}
      </g>
      {locker.lit && <rect className="halo" {...box} rx="1.6" />}
      {locker.lit && locker.status !== null && <rect className="halo-over" {...box} rx="1.6" />}
      {locker.item !== null && focus === stopOfLocker(locker.item) && (
        <>
          <rect className="ring-under" {...box} rx="1.6" />
          <rect className="ring-over" {...box} rx="1.6" />
        </>
      )}
      {locker.status === null ? (
        <text x={middle.x} y={middle.y} fontSize={size}>
          {locker.number}
        </text>
      ) : (
        <LockerStanding locker={locker} status={locker.status} box={box} />
      )}
    </g>
  );
}

/** What makes a drawn locker a button, for fingers and for keys. */
function touch(
  locker: PictureLocker,
  press: LockerDrawingProps['press'],
): SVGAttributes<SVGGElement> {
  const { item } = locker;
  if (item === null || !press) return {};
  const stands = [locker.statusText, ...locker.marks.map(({ text }) => text)];
  return {
    role: 'button',
    tabIndex: 0,
    'aria-label': [String(locker.number), ...stands.flatMap((text) => text?.text ?? [])].join(', '),
    onClick: (event) => {
      if (event.detail <= 1) press(item);
    },
    onKeyDown: (event) => {
      if (event.key === 'Enter' || event.key === ' ') press(item);
    },
  };
}
