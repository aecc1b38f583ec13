import type { ReactNode } from 'react';
import type { BenchCommand, BenchState } from '../../main/contract/bench.ts';

/** The tactile keypad below the screen: its keys, and headphones to put into it. */
const words: Readonly<Record<string, string>> = {
  next: 'Next',
  previous: 'Previous',
  select: 'Select',
  back: 'Back',
  repeat: 'Repeat, pause',
  help: 'Help',
  louder: 'Louder',
  quieter: 'Quieter',
  faster: 'Faster',
  slower: 'Slower',
  correct: 'Clear',
  cancel: 'Cancel',
};

export interface KeypadPanelProps {
  readonly state: BenchState;
  readonly act: (command: BenchCommand) => void;
}

export function KeypadPanel({ state, act }: KeypadPanelProps): ReactNode {
  return state.keypads.map((keypad) => (
    <section key={keypad.id} className="people keypad-panel">
      <h2>The keypad: {keypad.label}</h2>
      <ul>
        {keypad.keys.map(({ key, action }) => (
          <li key={key}>
            <button
              type="button"
              data-key={key}
              onClick={() => act({ do: 'key', keypad: keypad.id, key })}
            >
              <strong>{words[action] ?? action.replace('digit', '')}</strong>
              <code>{key}</code>
            </button>
          </li>
        ))}
      </ul>
      <label>
        <input
          type="checkbox"
          checked={keypad.headphones}
          onChange={() => act({ do: 'jack', keypad: keypad.id, on: !keypad.headphones })}
        />
        Headphones are plugged in{keypad.sensesJack ? '' : ' (this keypad cannot tell)'}
      </label>
    </section>
  ));
}
