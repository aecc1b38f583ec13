import { expect, test } from 'vitest';
import { mayMove, operationMoves, type OperationState } from '../../main/door/operation.ts';

/**
 * Every history of one authorisation: it is delivered up to three times, the power fails up to twice,
 * at any moment, and the frame, the bolt and the board each do what they can do. The model makes only
 * moves of the table that the code lives by, and counts the unlock frames.
 */
interface World {
  readonly row: OperationState | null;
  /** What the running process is about to do; a power cut forgets it. */
  readonly next: 'nothing' | 'send' | 'recordSent' | 'look';
  readonly door: 'closed' | 'open';
  /** Nobody answers at the moment. */
  readonly silent: boolean;
  readonly frames: number;
  readonly deliveries: number;
  readonly powerCuts: number;
}

const begin: World = {
  row: null,
  next: 'nothing',
  door: 'closed',
  silent: false,
  frames: 0,
  deliveries: 3,
  powerCuts: 2,
};

/** Ours, and the two ways of doing it that are often found in the field. */
type Policy = 'intentFirst' | 'pulseThenRecord' | 'replayAtBoot';

function move(world: World, to: OperationState): World {
  const from = world.row ?? 'requested';
  if (world.row !== null && !mayMove(from, to)) throw new Error(`${from} → ${to} is no move`);
  return { ...world, row: to };
}

function steps(world: World, policy: Policy): readonly World[] {
  return [
    ...delivered(world, policy),
    ...worked(world),
    ...surroundings(world),
    ...(world.powerCuts > 0 ? rebooted({ ...world, powerCuts: world.powerCuts - 1 }, policy) : []),
  ];
}

/** The command arrives, perhaps again: an authorisation that has a row is spent. */
function delivered(world: World, policy: Policy): readonly World[] {
  if (world.deliveries === 0 || world.next !== 'nothing') return [];
  const once = { ...world, deliveries: world.deliveries - 1 };
  if (world.row !== null) return [once];
  if (policy === 'pulseThenRecord') return [{ ...once, next: 'send' }];
  return [{ ...move(once, 'requested'), next: 'send' }];
}

function worked(world: World): readonly World[] {
  switch (world.next) {
    case 'nothing':
      return [];
    case 'send': {
      const sent: World = { ...world, next: 'recordSent', frames: world.frames + 1 };
      const refused =
        world.row === null ? [] : [{ ...move(world, 'refused'), next: 'nothing' } as const];
      return [sent, { ...sent, door: 'open' }, ...refused];
    }
    case 'recordSent': {
      const known = world.row === null ? move(world, 'requested') : world;
      return [{ ...move(known, 'commanded'), next: 'look' }];
    }
    case 'look':
      if (world.silent) return [{ ...move(world, 'unknown'), next: 'nothing' }];
      return [{ ...move(world, world.door === 'open' ? 'opened' : 'didNotOpen'), next: 'nothing' }];
  }
}

/** The bolt gives way late, people shut doors, boards fall silent; the watch records what it sees. */
function surroundings(world: World): readonly World[] {
  const worlds: World[] = [{ ...world, silent: !world.silent }];
  if (world.frames > 0 && world.door === 'closed') worlds.push(seen({ ...world, door: 'open' }));
  if (world.door === 'open') worlds.push(seen({ ...world, door: 'closed' }));
  if (world.row === 'opened' && world.next === 'nothing') worlds.push(move(world, 'leftOpen'));
  return worlds;
}

function seen(world: World): World {
  if (world.silent || world.next !== 'nothing' || world.row === null) return world;
  if (world.door === 'open' && (world.row === 'didNotOpen' || world.row === 'unknown'))
    return move(world, 'opened');
  if (world.door === 'closed' && (world.row === 'opened' || world.row === 'leftOpen'))
    return move(world, 'closed');
  return world;
}

/** Ours never pulses here; it settles by what the door shows. */
function rebooted(world: World, policy: Policy): readonly World[] {
  const up: World = { ...world, next: 'nothing' };
  switch (world.row) {
    case 'requested':
    case 'commanded':
      if (!world.silent && world.door === 'open') return [move(up, 'leftOpen')];
      if (policy === 'replayAtBoot') return [{ ...up, row: 'requested', next: 'send' }];
      return [move(up, 'unknown')];
    case 'opened':
      if (world.silent) return [up];
      return [move(up, world.door === 'open' ? 'leftOpen' : 'closed')];
    case 'leftOpen':
      return [world.door === 'closed' && !world.silent ? move(up, 'closed') : up];
    case 'closed':
    case 'refused':
    case 'didNotOpen':
    case 'unknown':
    case null:
      return [up];
  }
}

function explore(policy: Policy): {
  readonly worlds: readonly World[];
  readonly moves: Set<string>;
} {
  const reached = new Map<string, World>();
  const moves = new Set<string>();
  const frontier = [begin];
  for (let world = frontier.pop(); world; world = frontier.pop()) {
    const key = JSON.stringify(world);
    if (reached.has(key)) continue;
    reached.set(key, world);
    for (const next of steps(world, policy)) {
      if (world.row !== next.row) moves.add(`${world.row} → ${next.row}`);
      frontier.push(next);
    }
  }
  return { worlds: [...reached.values()], moves };
}

const mostFrames = (policy: Policy): number =>
  Math.max(...explore(policy).worlds.map((world) => world.frames));

test('an intent first and nothing at boot: one authorisation, one unlock frame at most', () => {
  const { worlds } = explore('intentFirst');
  process.stdout.write(`one authorisation: ${worlds.length} worlds\n`);
  expect(mostFrames('intentFirst')).toBe(1);
});

test('the model bites: the two usual ways open a door again', () => {
  expect(mostFrames('pulseThenRecord')).toBe(3);
  expect(mostFrames('replayAtBoot')).toBeGreaterThan(1);
});

test('no frame leaves without a committed intent', () => {
  for (const world of explore('intentFirst').worlds)
    if (world.frames > 0) expect(world.row).not.toBeNull();
});

test('the model makes every move of the table, and no other', () => {
  const table = Object.entries(operationMoves).flatMap(([from, tos]) =>
    tos.map((to) => `${from} → ${to}`),
  );
  const { moves } = explore('intentFirst');
  moves.delete('null → requested');
  expect([...moves].sort()).toEqual(table.sort());
});
