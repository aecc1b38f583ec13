import { useState, type FormEvent, type ReactNode } from 'react';
import type { BenchCommand, BenchState } from '../../main/contract/bench.ts';
import { useDevice } from './device-choice.tsx';

/** Labels to hold before the scanner's window; each shows another form that couriers print. */
const samples: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'UPS parcel', text: ']C01Z999AA10123456784' },
  { name: 'FedEx Express', text: ']C0012345678983' },
  { name: 'US post, with its ZIP', text: ']C142078745\x1d9400111202555842332669' },
  { name: 'Registered letter (S10)', text: ']C0RR473124829GB' },
  { name: 'Shipping unit (SSCC)', text: ']C100123456789012345675' },
  {
    name: 'MaxiCode of UPS',
    text: ']U1[)>\x1e01\x1d96841706672\x1d840\x1d001\x1d1Z12345677\x1dUPSN\x1d12345E\x1d089\x1d\x1d1/1\x1d10\x1dY\x1d\x1d\x1dUT\x1e\x04',
  },
  { name: 'A wrong check digit', text: ']C01Z999AA10123456785' },
  { name: 'A web address', text: ']Q1https://example.com/?id=1' },
];

export interface ScanPanelProps {
  readonly state: BenchState;
  readonly act: (command: BenchCommand) => void;
}

export function ScanPanel({ state, act }: ScanPanelProps): ReactNode {
  const [text, setText] = useState('');
  const { device: scanner, choice } = useDevice('Scanner', state.scanners);
  if (!scanner) return null;
  const scan = (label: string): void => act({ do: 'scan', scanner: scanner.id, text: label });
  return (
    <section className="people">
      <h2>Labels for the scanner</h2>
      {choice}
      <ul>
        {samples.map((sample) => (
          <li key={sample.name}>
            <button type="button" onClick={() => scan(sample.text)}>
              <strong>{sample.name}</strong>
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (text !== '') scan(text);
        }}
      >
        <label>
          Any other label or badge
          <input value={text} onChange={(event) => setText(event.target.value)} maxLength={600} />
        </label>
        <button type="submit">Scan</button>
      </form>
    </section>
  );
}
