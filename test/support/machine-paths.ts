import {
  initialTransition,
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
} from 'xstate';

/**
 * Walks every path of a machine with the pure `transition()`: each state is tried with every event
 * that could come, with the outcome of each running actor and with each timer that is set.
 */
export interface Explored {
  readonly states: ReadonlyMap<string, AnyMachineSnapshot>;
  readonly edges: readonly Edge[];
  /** Events that no state node took, except the catch-all. */
  readonly unexpected: readonly { readonly from: string; readonly event: string }[];
}

export interface Edge {
  readonly from: string;
  readonly event: string;
  readonly to: string;
}

export interface ExploreOptions<M extends AnyStateMachine> {
  readonly machine: M;
  readonly input: unknown;
  readonly events: (snapshot: AnyMachineSnapshot) => readonly EventObject[];
  /** What the actor with this source may answer. */
  readonly outcomes: Readonly<Record<string, readonly unknown[]>>;
  readonly keyOf: (snapshot: AnyMachineSnapshot) => string;
  /** A context that behaves the same but is met less often: a countdown of two seconds, not ten. */
  readonly shorten: (context: never) => object;
  readonly limit: number;
}

export function explore<M extends AnyStateMachine>(options: ExploreOptions<M>): Explored {
  const { machine, events, keyOf, limit } = options;
  const [first] = initialTransition(machine, options.input as never);
  const states = new Map<string, AnyMachineSnapshot>([[keyOf(first), first]]);
  const edges: Edge[] = [];
  const unexpected: { from: string; event: string }[] = [];
  const queue: AnyMachineSnapshot[] = [first];
  for (let snapshot = queue.shift(); snapshot; snapshot = queue.shift()) {
    if (snapshot.status !== 'active') continue;
    const from = keyOf(snapshot);
    for (const event of [
      ...events(snapshot),
      ...outcomes(snapshot, options),
      ...timers(snapshot),
    ]) {
      const [reached, actions] = transition(machine, snapshot as never, event as never);
      const next = shortened(reached, options);
      const to = keyOf(next);
      edges.push({ from, event: event.type, to });
      if (actions.some((action) => String(action.type) === 'unexpected'))
        unexpected.push({ from, event: event.type });
      if (states.has(to)) continue;
      if (states.size >= limit) throw new Error(`More than ${limit} states; the key is too fine`);
      states.set(to, next);
      queue.push(next);
    }
  }
  return { states, edges, unexpected };
}

function shortened(
  snapshot: AnyMachineSnapshot,
  options: ExploreOptions<AnyStateMachine>,
): AnyMachineSnapshot {
  const context = options.shorten(snapshot.context as never);
  const copy = Object.create(Object.getPrototypeOf(snapshot) as object) as AnyMachineSnapshot;
  return Object.assign(copy, snapshot, { context });
}

/** The states from which none of the wanted ones can be reached. */
export function deadEnds(explored: Explored, wanted: (key: string) => boolean): readonly string[] {
  const backwards = new Map<string, string[]>();
  for (const { from, to } of explored.edges)
    backwards.set(to, [...(backwards.get(to) ?? []), from]);
  const alive = new Set([...explored.states.keys()].filter(wanted));
  const queue = [...alive];
  for (let key = queue.shift(); key !== undefined; key = queue.shift())
    for (const before of backwards.get(key) ?? [])
      if (!alive.has(before)) {
        alive.add(before);
        queue.push(before);
      }
  return [...explored.states.keys()].filter((key) => !alive.has(key));
}

function outcomes(
  snapshot: AnyMachineSnapshot,
  options: ExploreOptions<AnyStateMachine>,
): readonly EventObject[] {
  return nodesOf(snapshot).flatMap((node) =>
    node.invoke.flatMap(({ id, src }) =>
      (options.outcomes[String(src)] ?? []).map((output) => ({
        type: `xstate.done.actor.${id}`,
        output,
        actorId: id,
      })),
    ),
  );
}

function timers(snapshot: AnyMachineSnapshot): readonly EventObject[] {
  return nodesOf(snapshot).flatMap((node) =>
    [...new Set(node.after.map((timer) => timer.eventType))].map((type) => ({ type })),
  );
}

interface ActiveNode {
  readonly invoke: readonly { readonly id: string; readonly src: unknown }[];
  readonly after: readonly { readonly eventType: string }[];
}

function nodesOf(snapshot: AnyMachineSnapshot): readonly ActiveNode[] {
  return snapshot._nodes;
}
