import type { BadgeFormat } from '../contract/settings.ts';

/** The number of a card that has none by the badge format of its reader. It is nobody's. */
export const NO_NUMBER = '';

/**
 * From a number to the Personnel ID as the site writes it: the directory's numbers and those that
 * `badge/read.ts` finds on cards go through the same. The number stays text: leading zeros count and
 * a 40-bit id does not fit into a double.
 */
export function personnelId(text: string, format: BadgeFormat): string {
  let id = text.trim();
  if (format.stripPrefix !== '' && id.startsWith(format.stripPrefix))
    id = id.slice(format.stripPrefix.length);
  if (format.stripSuffix !== '' && id.endsWith(format.stripSuffix))
    id = id.slice(0, -format.stripSuffix.length);
  if (format.leadingZeros === 'drop') id = id.replace(/^0+(?=.)/, '');
  if (format.case === 'upper') return id.toUpperCase();
  if (format.case === 'lower') return id.toLowerCase();
  return id;
}
