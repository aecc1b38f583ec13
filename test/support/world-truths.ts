import { eventsAfter, verifyChain } from '../../db/events.ts';
import { parcel } from '../../db/parcels.ts';
import type { KioskWorld } from './kiosk-world.ts';

/** What must hold in any world at any moment, told by the log alone, by the tables and by the steel. */
interface Told {
  readonly seq: number;
  readonly type: string;
  readonly sessionId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

function told(world: KioskWorld): readonly Told[] {
  return eventsAfter(world.kiosk().store.read, 0, 100_000).map((event) => ({
    seq: event.seq,
    type: event.type,
    sessionId: event.sessionId,
    payload: JSON.parse(event.payload) as Record<string, unknown>,
  }));
}

/** The order of things: intents before frames, owners only, no session over an open door. */
export function historyProblems(world: KioskWorld): readonly string[] {
  const problems: string[] = [];
  const { read } = world.kiosk().store;
  if (!verifyChain(read).ok) problems.push('the chain of events is broken');
  const owners = new Map<unknown, unknown>();
  const people = new Map<string | null, unknown>();
  const requested = new Map<unknown, number>();
  const commanded = new Set<unknown>();
  const open = new Map<unknown, string | null>();
  for (const { type, sessionId, payload } of told(world))
    switch (type) {
      case 'parcel.deposited':
        owners.set(payload['parcelId'], payload['contactId']);
        break;
      case 'credential.accepted':
        people.set(sessionId, payload['contactId']);
        break;
      case 'door.requested':
        requested.set(payload['locker'], (requested.get(payload['locker']) ?? 0) + 1);
        for (const id of payload['parcelIds'] as readonly string[])
          if (owners.get(id) !== people.get(sessionId))
            problems.push(`locker ${String(payload['locker'])} was asked to open for a stranger`);
        break;
      case 'door.commanded':
        if (commanded.has(payload['pulseId'])) problems.push('one intent was commanded twice');
        commanded.add(payload['pulseId']);
        break;
      case 'door.opened':
        open.set(payload['operationId'], sessionId);
        break;
      case 'door.closed':
      case 'door.leftOpen':
        open.delete(payload['operationId']);
        break;
      case 'session.ended':
        if (payload['reason'] !== 'interrupted' && [...open.values()].includes(sessionId))
          problems.push(`session ended (${String(payload['reason'])}) over its open door`);
        for (const [id, owner] of open) if (owner === sessionId) open.delete(id);
        break;
    }
  for (const locker of [1, 2, 3, 4, 5, 6])
    if (world.unlocks(locker) > (requested.get(locker) ?? 0))
      problems.push(`locker ${locker} got more unlock frames than intents`);
  return problems;
}

/**
 * The log explains where each parcel is, and the steel does not contradict it. A crowbar in the very
 * seconds after an unlock frame looks like an opening; of `forced` doors the steel tells nothing.
 */
export function tableProblems(world: KioskWorld, forced: ReadonlySet<number>): readonly string[] {
  const problems: string[] = [];
  const states = new Map<string, string>();
  const next: Readonly<Record<string, readonly [from: string | undefined, to: string]>> = {
    'parcel.deposited': [undefined, 'waiting'],
    'parcel.released': ['waiting', 'released'],
    'parcel.pickedUp': ['released', 'pickedUp'],
  };
  for (const { type, payload } of told(world)) {
    const move = next[type];
    if (!move) continue;
    const id = String(payload['parcelId']);
    if (states.get(id) !== move[0]) problems.push(`${type} of a parcel that is ${states.get(id)}`);
    states.set(id, move[1]);
    const number = Number(payload['locker']);
    const untouched = !forced.has(number) && world.door(number).state().pulses === 0;
    if (type === 'parcel.released' && untouched)
      problems.push(`${id} counts as released, and no current ever flowed at door ${number}`);
  }
  for (const [id, state] of states) {
    const row = parcel(world.kiosk().store.read, id);
    if (row?.state !== state)
      problems.push(`${id} is ${state} in the log, ${row?.state} in the table`);
  }
  return problems;
}
