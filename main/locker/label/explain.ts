import { readLabel } from './label.ts';
import { splitAim } from './symbology.ts';

/** A scan in words, for the inspector and the service menu. `text` may begin with its AIM identifier. */
export function explainScan(text: string): {
  readonly ok: boolean;
  readonly kind: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  readonly problems: readonly string[];
  readonly candidates: readonly Readonly<Record<string, string | number | boolean>>[];
} {
  const { aim, data } = splitAim(text);
  const reading = readLabel(aim, data);
  const [first] = reading.candidates;
  return {
    ok: reading.problems.length === 0,
    kind: reading.kind,
    fields: {
      ...(reading.aim !== null && { aim: reading.aim }),
      ...(reading.symbology !== null && { symbology: reading.symbology }),
      data: reading.data,
      length: reading.data.length,
      ...(first && { ...first }),
      ...reading.fields,
      ...Object.fromEntries(
        reading.elements.map(({ ai, name, value }) => [`(${ai}) ${name}`, value]),
      ),
    },
    problems: reading.problems,
    candidates: [
      ...reading.candidates.map((candidate) => ({ type: 'tracking', ...candidate })),
      ...reading.ownCodes.map((type) => ({ type })),
    ],
  };
}
