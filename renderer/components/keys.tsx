import type { ReactNode } from 'react';
import type { Field } from '../../main/contract/view.ts';

/** The keys below a field: a large telephone keypad with the dot on 5, or letters. */
export interface KeysProps {
  readonly field: Field;
  readonly press: (key: string) => void;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'correct', '0', 'accept'] as const;
const LETTERS: Readonly<Record<Field['layer'], readonly string[]>> = {
  lower: ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  upper: ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'],
  signs: ['1234567890', '@#&%+=*/\\|', '-_.,:;!?~', `()[]'"$`],
};
const LAYER_SIGNS = { lower: 'abc', upper: '⇧', signs: '#?&' } as const;

export function Keys({ field, press }: KeysProps): ReactNode {
  return field.entry === 'digits' ? (
    <div className="keypad">
      {DIGITS.map((key) => (
        <Key key={key} name={key} field={field} press={press} />
      ))}
    </div>
  ) : (
    <Letters field={field} press={press} />
  );
}

function Letters({ field, press }: KeysProps): ReactNode {
  const { layer } = field;
  const rows = LETTERS[layer];
  const other = layer === 'lower' ? 'upper' : 'lower';
  return (
    <div className="keyboard">
      {rows.map((row, i) => (
        <div key={row} className="keyboard-row">
          {i === rows.length - 1 && <Key name={other} field={field} press={press} />}
          {[...row].map((sign) => (
            <Key key={sign} name={sign} field={field} press={press} />
          ))}
          {i === rows.length - 1 && <Key name="correct" field={field} press={press} />}
        </div>
      ))}
      <div className="keyboard-row">
        <Key name={layer === 'signs' ? 'lower' : 'signs'} field={field} press={press} />
        <Key name=" " field={field} press={press} />
        <Key name="accept" field={field} press={press} />
      </div>
    </div>
  );
}

function Key({ name, field, press }: KeysProps & { readonly name: string }): ReactNode {
  const spoken = spokenName(name, field.names);
  return (
    <button
      type="button"
      className={spoken === undefined ? 'key' : 'key key-named'}
      data-key={name}
      aria-label={spoken}
      onClick={() => press(name)}
    >
      {sign(name, field.names)}
    </button>
  );
}

function sign(name: string, names: Field['names']): string {
  switch (name) {
    case 'correct':
      return '⌫';
    case 'accept':
    case ' ':
      return spokenName(name, names) ?? '';
    case 'lower':
    case 'upper':
    case 'signs':
      return LAYER_SIGNS[name];
    default:
      return name;
  }
}

function spokenName(name: string, names: Field['names']): string | undefined {
  switch (name) {
    case ' ':
      return names.space.text;
    case 'correct':
    case 'accept':
    case 'lower':
    case 'upper':
    case 'signs':
      return names[name].text;
    default:
      return undefined;
  }
}
