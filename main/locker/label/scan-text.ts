import { isEnvelope } from './envelope.ts';
import { isGs1 } from './symbology.ts';

/**
 * What a scan may hold before anybody looks at its meaning. A barcode is written by strangers: a
 * symbol of seven thousand characters decodes well, and control bytes survive into keyboards.
 */
export const LONGEST_LABEL = 128;
/** Two-dimensional labels hold addresses too. */
export const LONGEST_2D_LABEL = 512;

const ONE_DIMENSIONAL = new Set(['A', 'B', 'C', 'E', 'F', 'G', 'H', 'I', 'M', 'R', 'S']);

/** What is wrong with the text itself, or null. Such a scan is dropped whole, never shortened. */
export function textProblem(aim: string | null, data: string): string | null {
  const most =
    aim !== null && ONE_DIMENSIONAL.has(aim.charAt(1)) ? LONGEST_LABEL : LONGEST_2D_LABEL;
  if (data === '') return 'The scan is empty.';
  if (data.length > most)
    return `The scan has ${data.length} characters; at most ${most} are taken.`;
  const control = controlByte(aim, data);
  if (control === null) return null;
  return `The control byte ${control} has no place in a label; the scan is dropped.`;
}

/** GS stands in GS1 data; RS and EOT only in an envelope. Everything else would be a key press. */
function controlByte(aim: string | null, data: string): string | null {
  const envelope = isEnvelope(data);
  const elements = isGs1(aim) || aim === null || envelope;
  for (const character of data) {
    const code = character.charCodeAt(0);
    if (code >= 0x20 && code !== 0x7f) continue;
    if (code === 0x1d && elements) continue;
    if ((code === 0x1e || code === 0x04) && envelope) continue;
    return code.toString(16).toUpperCase().padStart(2, '0');
  }
  return null;
}
