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
  backToBack: 'Two boards share each address and talk one after the other',
  otherFamily: 'The boards are of another family',
  swapped: 'The two wires of the pair are swapped',
};

/** Of readers and scanners; what boards have too is said otherwise here. */
const talkerWords: Readonly<Record<string, string>> = {
  silent: 'It says nothing',
  garbage: 'It is set to another parity',
  cut: 'The cable slips in the middle of what it says',
  badCheck: 'Its answers have a wrong check',
  busy: 'It says that it is busy',
  slow: 'It answers too late',
  wrongKey: 'It has another key',
  secondReader: 'A second reader talks at the same time',
  stolenMac: 'Somebody else answers in its place',
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
      {[...state.readers, ...state.scanners]
        .filter(({ allFaults }) => allFaults.length > 0)
        .map((device) => (
          <section key={device.id} className="wire">
            <h2>What is wrong with “{device.id}”</h2>
            <Faults device={device} words={talkerWords} act={act} />
          </section>
        ))}
      {state.buses.map((bus) => (
        <section key={bus.id} className="wire">
          <h2>The line to “{bus.id}”</h2>
          <Faults device={bus} words={faultWords} act={act} />
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

interface FaultsProps {
  readonly device: BenchState['readers'][number];
  readonly words: Readonly<Record<string, string>>;
  readonly act: (command: BenchCommand) => void;
}

function Faults({ device: { id, faults, allFaults }, words, act }: FaultsProps): ReactNode {
  return allFaults.map((fault) => (
    <label key={fault}>
      <input
        type="checkbox"
        checked={faults.includes(fault)}
        onChange={() => act({ do: 'fault', device: id, fault, on: !faults.includes(fault) })}
      />
      {words[fault] ?? fault}
    </label>
  ));
}
