import type { ReactNode } from 'react';
import { keyName, keyRows } from '../../main/contract/on-screen-keys.ts';
import { stopOfKey } from '../../main/contract/stops.ts';
import type { Field } from '../../main/contract/view.ts';
import { ring } from './focus.ts';

/** The keys below a field: a large telephone keypad with the dot on 5, or letters. */
export interface KeysProps {
  readonly field: Field;
  readonly focus: string | null;
  readonly press: (key: string) => void;
}

const LAYER_SIGNS = { lower: 'abc', upper: '⇧', signs: '#?&' } as const;

export function Keys(props: KeysProps): ReactNode {
  const rows = keyRows(props.field);
  if (props.field.entry === 'digits')
    return (
      <div className="keypad">
        {rows.flat().map((key) => (
          <Key key={key} name={key} {...props} />
        ))}
      </div>
    );
  return (
    <div className="keyboard">
      {rows.map((row) => (
        <div key={row[1]} className="keyboard-row">
          {row.map((key) => (
            <Key key={key} name={key} {...props} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Key({ name, field, focus, press }: KeysProps & { readonly name: string }): ReactNode {
  const spoken = keyName(name, field.names);
  return (
    <button
      type="button"
      className={spoken === null ? 'key' : 'key key-named'}
      data-key={name}
      aria-label={spoken ?? undefined}
      onClick={() => press(name)}
      {...ring(focus, stopOfKey(name))}
    >
      {sign(name, spoken)}
    </button>
  );
}

function sign(name: string, spoken: string | null): string {
  switch (name) {
    case 'correct':
      return '⌫';
    case 'lower':
    case 'upper':
    case 'signs':
      return LAYER_SIGNS[name];
    default:
      return spoken ?? name;
  }
}
