import { z } from 'zod';
import { contrast, mixed, readableOn } from '../base/contrast.ts';
import { localeSchema } from './view.ts';

/**
 * What makes a bank its owner's: two colours, logo, picture behind Home, words of welcome. Pictures are
 * part of the document, since a kiosk without a network has to show them.
 */
const hexColour = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b5c55');

/** A view carries its pictures to the screen each time, so they are small. */
const picture = (kilobytes: number) =>
  z
    .string()
    .regex(
      /^data:image\/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+=*$/,
      'must be a PNG, JPEG, WebP or SVG picture as data:image/…;base64,…',
    )
    // Four characters of base64 are three bytes.
    .max(Math.ceil((kilobytes * 1_024 * 4) / 3), `must be smaller than ${kilobytes} kB`)
    .nullable()
    .default(null);

/** How much of the ground lies over the picture behind Home. */
export const VEIL = 0.85;
/** Of all that is written on the ground, this ink is the nearest to it. */
const LIGHTEST_INK = '#0b5c2e';
const DARKEST_PIXEL = '#000000';
/** WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for what is drawn. */
const AA_TEXT = 4.5;
const AA_GRAPHIC = 3;

export const brandSettingsSchema = z
  .strictObject({
    /** Main choices, rings, what is lit. */
    accent: hexColour.default('#0b5c55'),
    /** What everything is written on; light. */
    ground: hexColour.default('#f6f5f0'),
    logo: picture(48),
    /** Behind Home, under a veil of the ground. */
    background: picture(256),
    /** In place of "Welcome" at Home; a language without one keeps ours. */
    welcome: z.partialRecord(localeSchema, z.string().trim().min(1).max(60)).default({}),
  })
  .superRefine(({ accent, ground, background }, found) => {
    const reason = (
      path: 'accent' | 'ground',
      ratio: number,
      least: number,
      what: string,
    ): void => {
      if (ratio < least)
        found.addIssue({
          code: 'custom',
          path: [path],
          message: `${what} has a contrast of ${ratio.toFixed(1)}:1, and needs ${least}:1`,
        });
    };
    reason('accent', contrast(accent, readableOn(accent)), AA_TEXT, 'text on this colour');
    reason('accent', contrast(accent, ground), AA_GRAPHIC, 'this colour on the ground');
    const darkest = background === null ? ground : mixed(ground, DARKEST_PIXEL, VEIL);
    reason('ground', contrast(darkest, LIGHTEST_INK), AA_TEXT, 'text on this ground');
  });
