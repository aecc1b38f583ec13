import { useCallback, useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { benchStateSchema, type BenchCommand, type BenchState } from '../../main/contract/bench.ts';
import { BankPicture } from '../components/bank-picture.tsx';
import { useDevice } from './device-choice.tsx';
import { DoorPanel } from './door-panel.tsx';
import { KeypadPanel } from './keypad-panel.tsx';
import { ScanPanel } from './scan-panel.tsx';
import { WirePanel } from './wire-panel.tsx';

/** The simulated bank on a workbench: tap badges, take parcels, shut doors, break things. */
export function Bench(): ReactNode {
  const [state, setState] = useState<BenchState | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);

  // Whoever stands at the bank looks at the door that has just opened.
  const standingOpen = useRef<readonly number[]>([]);
  const take = useCallback((next: BenchState): void => {
    const open = next.doors.filter(({ leaf }) => leaf === 'open').map(({ locker }) => locker);
    const fresh = open.find((locker) => !standingOpen.current.includes(locker));
    standingOpen.current = open;
    if (fresh !== undefined) setChosen(fresh);
    setState(next);
  }, []);

  useEffect(() => {
    const source = new EventSource('api/watch');
    source.onmessage = (event) => take(benchStateSchema.parse(JSON.parse(String(event.data))));
    return () => source.close();
  }, [take]);

  async function act(command: BenchCommand): Promise<void> {
    const response = await fetch('api/do', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    if (response.ok) {
      setProblem(null);
      take(benchStateSchema.parse(await response.json()));
    } else setProblem(await response.text());
  }
  const perform = (command: BenchCommand): void => void act(command);

  if (!state) return <p className="waiting">Waiting for the simulated bank …</p>;
  const door = state.doors.find((each) => each.locker === chosen) ?? null;
  const open = state.doors.filter((each) => each.leaf === 'open');
  const items = state.doors.filter((each) => each.item).map((each) => each.locker);

  return (
    <div className="bench">
      <header>
        <h1>The bench</h1>
        <p>
          This is the steel. Tap a badge, take what is inside, shut the door. The kiosk only sees
          bytes.
        </p>
        {problem && <p role="alert">{problem}</p>}
      </header>
      <section className="steel" aria-label="The bank">
        <div
          className="picture"
          onClick={(event) => {
            const locker = (event.target as Element).closest<SVGElement>('[data-locker]');
            if (!locker) return;
            const number = Number(locker.dataset['locker']);
            setChosen(number);
            const touched = state.doors.find((each) => each.locker === number);
            if (touched?.leaf !== 'open') return;
            if (touched.item) perform({ do: 'item', locker: number, on: false });
            else perform({ do: 'shut', locker: number });
          }}
        >
          <BankPicture picture={state.picture} items={items} />
        </div>
        <p className="hint">
          {open.length === 0
            ? 'All doors are shut. Click a door to see what can be done to it.'
            : open
                .map((each) =>
                  each.item
                    ? `Door ${each.locker} is open: click it to take the parcel.`
                    : `Door ${each.locker} is open and empty: put something in with the panel, or click it to shut it.`,
                )
                .join(' ')}
        </p>
      </section>
      <aside>
        {door && <DoorPanel door={door} act={perform} />}
        <People state={state} act={perform} />
        <ScanPanel state={state} act={perform} />
        <KeypadPanel state={state} act={perform} />
        <WirePanel state={state} act={perform} />
      </aside>
    </div>
  );
}

function People({
  state,
  act,
}: {
  readonly state: BenchState;
  readonly act: (command: BenchCommand) => void;
}): ReactNode {
  const [badge, setBadge] = useState('');
  const { device: reader, choice } = useDevice('Reader', state.readers);
  if (!reader) return null;
  const tap = (number: string): void => act({ do: 'tap', reader: reader.id, badge: number });
  return (
    <section className="people">
      <h2>People and their badges</h2>
      {choice}
      <ul>
        {state.people.map((person) => (
          <li key={person.badge}>
            <button type="button" onClick={() => tap(person.badge)}>
              <strong>{person.name}</strong>
              <span>{waitingFor(person, state)}</span>
              <code>{person.badge}</code>
              {person.code !== null && <span>code {person.code}</span>}
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (badge !== '') tap(badge);
        }}
      >
        <label>
          Any other badge
          <input value={badge} onChange={(event) => setBadge(event.target.value)} maxLength={64} />
        </label>
        <button type="submit">Tap</button>
      </form>
    </section>
  );
}

/** Where a parcel of theirs still lies; the steel knows no names, so the seed's lockers are looked at. */
function waitingFor(person: BenchState['people'][number], state: BenchState): string {
  const lockers = [...new Set(person.lockers)].filter((number) =>
    state.doors.some((door) => door.locker === number && door.item),
  );
  if (person.lockers.length === 0) return person.note;
  return lockers.length === 0
    ? 'nothing of theirs lies inside any more'
    : `parcel in ${lockers.join(', ')}`;
}
