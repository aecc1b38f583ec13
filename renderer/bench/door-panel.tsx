import type { ReactNode } from 'react';
import type { BenchCommand, BenchState } from '../../main/contract/bench.ts';

/** What hands, wear and crowbars can do to one door. */
export interface DoorPanelProps {
  readonly door: BenchState['doors'][number];
  readonly act: (command: BenchCommand) => void;
}

export function DoorPanel({ door, act }: DoorPanelProps): ReactNode {
  const { locker } = door;
  const facts = [
    door.latched ? 'latched' : 'not latched',
    door.leaf === 'open' ? 'stands open' : 'shut',
    door.item ? 'holds a parcel' : 'empty',
    door.pulses === 1 ? 'one pulse so far' : `${door.pulses} pulses so far`,
  ];
  return (
    <section className="door-panel">
      <h2>Door {locker}</h2>
      <p>{facts.join(' · ')}</p>
      <div className="buttons">
        <button type="button" onClick={() => act({ do: 'shut', locker })}>
          Shut it
        </button>
        <button type="button" onClick={() => act({ do: 'open', locker })}>
          Pull it
        </button>
        <button type="button" onClick={() => act({ do: 'force', locker })}>
          Force it with a crowbar
        </button>
        <button
          type="button"
          disabled={door.leaf !== 'open'}
          onClick={() => act({ do: 'item', locker, on: !door.item })}
        >
          {door.item ? 'Take the parcel' : 'Put a parcel in'}
        </button>
      </div>
      <label>
        <input
          type="checkbox"
          checked={door.jammed}
          onChange={() => act({ do: 'jam', locker, on: !door.jammed })}
        />
        The bolt is jammed
      </label>
      <label>
        <input
          type="checkbox"
          checked={!door.spring}
          onChange={() => act({ do: 'spring', locker, on: !door.spring })}
        />
        The spring is broken
      </label>
      <label>
        The sensor
        <select
          value={door.stuckSensor ?? ''}
          onChange={({ target: { value } }) =>
            act({
              do: 'stickSensor',
              locker,
              state: value === 'open' || value === 'closed' ? value : null,
            })
          }
        >
          <option value="">tells the truth</option>
          <option value="open">always says open</option>
          <option value="closed">always says closed</option>
        </select>
      </label>
    </section>
  );
}
