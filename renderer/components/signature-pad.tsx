import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { FIELD, PEN, STROKE_POINTS, strokePath, type Stroke } from '../../main/contract/strokes.ts';
import type { Signature } from '../../main/contract/view.ts';

/**
 * A field to sign in. What has been drawn comes with the view; only the stroke under the finger is
 * held here, and is sent when the finger leaves the glass.
 */
export interface SignaturePadProps {
  readonly signature: Signature;
  readonly draw: (points: Stroke) => void;
}

/** Nearer points than half the width of the pen make no difference to the eye. */
const NEAR = PEN / 2;

export function SignaturePad({ signature, draw }: SignaturePadProps): ReactNode {
  const { strokes, label } = signature;
  /** The pointer that draws: a palm that touches the glass meanwhile draws nothing. */
  const pen = useRef<number | null>(null);
  const current = useRef<Stroke>([]);
  const [shown, setShown] = useState<Stroke>([]);

  // Until the view has the stroke it is drawn from here, so that it never blinks.
  useEffect(() => {
    if (pen.current === null) put([]);
  }, [strokes]);

  function put(points: Stroke): void {
    current.current = points;
    setShown(points);
  }

  function add(event: PointerEvent<SVGSVGElement>): void {
    const point = pointOf(event);
    const last = current.current.at(-1);
    if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR) return;
    const points = [...current.current, point];
    if (points.length < STROKE_POINTS) return put(points);
    draw(points);
    put([point]);
  }

  function lift(event: PointerEvent<SVGSVGElement>): void {
    if (pen.current !== event.pointerId) return;
    pen.current = null;
    if (current.current.length > 0) draw(current.current);
  }

  return (
    <svg
      className="signature"
      role="img"
      aria-label={label.text}
      viewBox={`0 0 ${FIELD.width} ${FIELD.height}`}
      onPointerDown={(event) => {
        if (pen.current !== null) return;
        pen.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        put([]);
        add(event);
      }}
      onPointerMove={(event) => {
        if (pen.current === event.pointerId) add(event);
      }}
      onPointerUp={lift}
      onPointerCancel={lift}
    >
      <rect className="signature-field" width={FIELD.width} height={FIELD.height} rx="16" />
      <path className="signature-line" d={`M60 ${FIELD.height * 0.78}H${FIELD.width - 60}`} />
      {[...strokes, shown].map((stroke, i) => (
        <path key={i} className="signature-stroke" d={strokePath(stroke)} strokeWidth={PEN} />
      ))}
    </svg>
  );
}

/** Where the finger is, in units of the field, whatever size it is drawn in. */
function pointOf({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): Stroke[number] {
  const matrix = currentTarget.getScreenCTM()?.inverse();
  const at = new DOMPoint(clientX, clientY).matrixTransform(matrix);
  return [within(at.x, FIELD.width), within(at.y, FIELD.height)];
}

function within(value: number, most: number): number {
  return Math.round(Math.min(Math.max(value, 0), most));
}
