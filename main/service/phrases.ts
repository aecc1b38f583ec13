import type { Phrase, ServiceOutcome, ServiceRow } from '../session/service-world.ts';

/** Words of a device, a board, a file system: not ours to translate. */
export function verbatim(text: string): Phrase {
  return { key: 'words', values: { words: text } };
}

export function row(
  label: Phrase['key'] | Phrase,
  value: Phrase,
  state: ServiceRow['state'] = null,
): ServiceRow {
  return { label: typeof label === 'string' ? { key: label } : label, value, state };
}

export function outcome(
  done: boolean,
  words: Phrase,
  rows: readonly ServiceRow[] = [],
): ServiceOutcome {
  return { done, words, rows };
}
