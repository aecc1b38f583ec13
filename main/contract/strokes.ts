import { z } from 'zod';

/**
 * What somebody draws with a finger in place of a signature on paper: strokes of points in a field of
 * `FIELD`, the same unit to the right and downwards, so that a picture of any size is not distorted.
 */
export const FIELD = { width: 1_000, height: 400 } as const;

/** A finger that stays on the glass longer begins a new stroke: four seconds at 100 points each. */
export const STROKE_POINTS = 400;
/** Names have fewer; whoever scribbles on is heard no more. */
export const SIGNATURE_STROKES = 64;
/** In all, so that a signature takes no more than some 20 kB of the store. */
export const SIGNATURE_POINTS = 2_400;
/**
 * As large as a fingertip on the glass, some 15 mm of a field of 300 mm: what is smaller was a touch
 * and no signature.
 */
const SMALLEST = 50;

const pointSchema = z.tuple([
  z.number().int().min(0).max(FIELD.width),
  z.number().int().min(0).max(FIELD.height),
]);
export const strokeSchema = z.array(pointSchema).min(1).max(STROKE_POINTS);
export type Stroke = readonly (readonly [number, number])[];

export const strokesSchema = z.array(strokeSchema).max(SIGNATURE_STROKES);

/** One stroke more, as long as it fits. */
export function withStroke(strokes: readonly Stroke[], stroke: Stroke): readonly Stroke[] {
  const points = strokes.reduce((sum, each) => sum + each.length, stroke.length);
  const fits = strokes.length < SIGNATURE_STROKES && points <= SIGNATURE_POINTS;
  return fits ? [...strokes, stroke] : strokes;
}

/** Whether somebody has drawn anything, and not only touched the glass. */
export function isDrawn(strokes: readonly Stroke[]): boolean {
  const points = strokes.flat();
  const extent = (axis: 0 | 1): number => {
    const along = points.map((point) => point[axis]);
    return points.length === 0 ? 0 : Math.max(...along) - Math.min(...along);
  };
  return Math.hypot(extent(0), extent(1)) >= SMALLEST;
}

/** The `d` of an SVG path; a single point is a dot with a round cap. */
export function strokePath(stroke: Stroke): string {
  const [first, ...rest] = stroke;
  if (!first) return '';
  const along = rest.length === 0 ? [first] : rest;
  return `M${first[0]} ${first[1]}${along.map(([x, y]) => `L${x} ${y}`).join('')}`;
}

/** Thick as a felt pen, in units of the field. */
export const PEN = 6;

/** The signature as a picture of its own, black on white. */
export function signaturePicture(strokes: readonly Stroke[]): string {
  const paths = strokes.map((stroke) => `<path d="${strokePath(stroke)}"/>`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FIELD.width} ${FIELD.height}">` +
    `<rect width="${FIELD.width}" height="${FIELD.height}" fill="#ffffff"/>` +
    `<g fill="none" stroke="#000000" stroke-width="${PEN}" stroke-linecap="round" ` +
    `stroke-linejoin="round">${paths}</g></svg>\n`
  );
}
