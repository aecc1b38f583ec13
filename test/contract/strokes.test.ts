import { expect, test } from 'vitest';
import { kioskIntentSchema } from '../../main/contract/intent.ts';
import {
  FIELD,
  isDrawn,
  SIGNATURE_POINTS,
  SIGNATURE_STROKES,
  signaturePicture,
  STROKE_POINTS,
  strokesSchema,
  withStroke,
  type Stroke,
} from '../../main/contract/strokes.ts';

const long = (points: number): Stroke =>
  Array.from({ length: points }, (_, i) => [i % FIELD.width, i % FIELD.height] as const);

test('[F45] a signature is shown as a picture of its strokes', () => {
  const picture = signaturePicture([
    [
      [10, 20],
      [30, 40],
    ],
    [[500, 200]],
  ]);
  expect(picture).toContain('viewBox="0 0 1000 400"');
  expect(picture).toContain('<path d="M10 20L30 40"/><path d="M500 200L500 200"/>');
});

test('what a page sends as a stroke is looked at: points outside, fractions and floods are refused', () => {
  const stroke = (points: unknown): boolean =>
    kioskIntentSchema.safeParse({ type: 'stroke', view: 1, points }).success;
  expect(stroke([[0, 0]])).toBe(true);
  expect(stroke(long(STROKE_POINTS))).toBe(true);
  for (const wrong of [
    [],
    [[-1, 0]],
    [[0, FIELD.height + 1]],
    [[0.5, 0]],
    [[1, 2, 3]],
    [['1', '2']],
    long(STROKE_POINTS + 1),
  ])
    expect(stroke(wrong), JSON.stringify(wrong).slice(0, 40)).toBe(false);
});

test('whoever scribbles without end has a signature of a bounded size', () => {
  let strokes: readonly Stroke[] = [];
  for (let i = 0; i < 200; i += 1) strokes = withStroke(strokes, long(40));
  expect(strokes.flat().length).toBeLessThanOrEqual(SIGNATURE_POINTS);
  for (let i = 0; i < 200; i += 1) strokes = withStroke(strokes, [[1, 1]]);
  expect(strokes.length).toBeLessThanOrEqual(SIGNATURE_STROKES);
  expect(strokesSchema.safeParse(strokes).success).toBe(true);
});

test('a touch is no signature, a line is', () => {
  expect(isDrawn([])).toBe(false);
  expect(isDrawn([[[5, 5]], [[20, 10]]])).toBe(false);
  expect(
    isDrawn([
      [
        [100, 100],
        [160, 100],
      ],
    ]),
  ).toBe(true);
});
