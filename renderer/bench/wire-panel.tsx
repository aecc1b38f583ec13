import type { ReactNode } from 'react';
import type { BenchCommand, BenchState } from '../../main/contract/bench.ts';

/** The cables: plug and unplug, disturb the line, and read what goes over it. */
const faultWords: Readonly<Record<string, string>> = {
  silent: 'The boards do not answer',
  noUnlockReply: 'No answer to an unlock',
  dropUnlock: 'Unlocks get lost on the line',
  wrongChecksum: 'Every answer has a wrong checksum',
  garbage: 'Garbage before each answer',
  echo: 'The adapter echoes what it sends',
  late: 'Answers come too late',
  chunked: 'Answers come byte by byte',
  noise: 'Stray bytes around each answer',
  twoBoards: 'Two boards share each address and talk at once',
  wrongBaud: 'The boards are set to another speed',
  weakSupply: 'The supply is too weak: each pulse restarts the boards',
};

export interface WirePanelProps {
  readonly state: BenchState;
  readonly act: (command: BenchCommand) => void;
}

export function WirePanel({ state, act }: WirePanelProps): ReactNode {
  return (
    <>
      <section className="cables">
        <h2>Cables</h2>
        {[...state.buses, ...state.readers, ...state.scanners, ...state.keypads].map((device) => (
          <label key={device.id}>
            <input
              type="checkbox"
              checked={device.plugged}
              onChange={() => act({ do: 'plug', device: device.id, on: !device.plugged })}
            />
            “{device.id}” is plugged in
          </label>
        ))}
      </section>
      {state.buses.map((bus) => (
        <section key={bus.id} className="wire">
          <h2>The line to “{bus.id}”</h2>
          {bus.allFaults.map((fault) => (
            <label key={fault}>
              <input
                type="checkbox"
                checked={bus.faults.includes(fault)}
                onChange={() =>
                  act({ do: 'fault', bus: bus.id, fault, on: !bus.faults.includes(fault) })
                }
              />
              {faultWords[fault] ?? fault}
            </label>
          ))}
          <p>{bus.unlocks} unlock frames so far. The newest frames, as the boards see them:</p>
          <ol className="frames">
            {bus.frames
              .slice(-12)
              .reverse()
              .map((frame, i) => (
                <li key={`${frame.at}-${i}`} data-direction={frame.direction}>
                  <span>{frame.direction === 'in' ? 'kiosk →' : '← board'}</span>
                  <code>{frame.hex}</code>
                  <em>{frame.meaning}</em>
                </li>
              ))}
          </ol>
        </section>
      ))}
    </>
  );
}
