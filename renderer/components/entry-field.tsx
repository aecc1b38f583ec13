import type { ReactNode } from 'react';
import type { Field } from '../../main/contract/view.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'correct', '0', 'accept'] as const;
const SIGNS: Readonly<Record<string, string>> = { correct: '⌫', accept: '✓' };

/** Digits on a large telephone keypad with the dot on 5. */
export function EntryField({
  field,
  press,
}: {
  readonly field: Field;
  readonly press: (key: string) => void;
}): ReactNode {
  return (
    <div className="entry">
      <div className="entry-label">{field.label.text}</div>
      <output className="entry-shown">{field.shown}</output>
      {field.error && <p role="status">{field.error.text}</p>}
      {field.entry === 'digits' && (
        <div className="keypad">
          {KEYS.map((key) => (
            <button key={key} type="button" data-key={key} onClick={() => press(key)}>
              {SIGNS[key] ?? key}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
