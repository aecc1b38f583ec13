/**
 * Measures in mm of what is felt, from the ADA Standards of 2010. Where they leave a range, the value
 * is the one that the California Building Code (11B-703.3.1) allows too, so one sheet serves both.
 */

/** Table 703.3.1, centre to centre except the dot itself. */
export const BRAILLE = {
  /** At its base; 1.5 to 1.6. */
  dotDiameter: 1.55,
  /** 0.6 to 0.9; a sheet cannot show it, so it is written on it for the workshop. */
  dotHeight: '0.6–0.9',
  /** In one cell; 2.3 to 2.5. */
  dotSpacing: 2.5,
  /** From cell to cell; 6.1 to 7.6. */
  cellSpacing: 7.6,
  /** From line to line; 10 to 10.2. */
  lineSpacing: 10.1,
  /** 703.3.2: at least this far from raised signs, borders and decoration. */
  clearance: 9.5,
} as const;

/** 703.2: signs that are felt beside the Braille. */
export const RAISED = {
  /** 16 to 51. */
  height: 20,
  /** 703.2.6: at most 15 % of the height. */
  stroke: 2.4,
  /** 703.2.7: at least 3.2 between the closest points, at most four strokes. */
  gap: 3.5,
  /** 703.2.1: at least 0.8; on the sheet in words. */
  depth: '0.8',
} as const;
