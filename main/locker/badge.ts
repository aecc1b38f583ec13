import { credentialOf, plainText } from '../base/credential.ts';
import type { BadgeFormat } from '../contract/settings.ts';

/**
 * From what the reader prints to the Personnel ID that the directory knows. The number stays text:
 * leading zeros count and a 40-bit id does not fit into a double.
 */
export function personnelId(text: string, format: BadgeFormat): string {
  let id = plainText(credentialOf(text.trim()));
  if (format.stripPrefix !== '' && id.startsWith(format.stripPrefix))
    id = id.slice(format.stripPrefix.length);
  if (format.stripSuffix !== '' && id.endsWith(format.stripSuffix))
    id = id.slice(0, -format.stripSuffix.length);
  if (format.leadingZeros === 'drop') id = id.replace(/^0+(?=.)/, '');
  if (format.case === 'upper') return id.toUpperCase();
  if (format.case === 'lower') return id.toLowerCase();
  return id;
}
