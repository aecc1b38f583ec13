import { expect, test } from 'vitest';
import * as records from '../../main/door/door-records.ts';
import { settle } from '../../main/door/reconcile.ts';
import type { Recipient, Where } from '../../main/session/drop-off/world.ts';
import { unfinishedFor, unfinishedOperations } from '../../db/door-operations.ts';
import { record } from '../../main/record.ts';
import { cancelPlacing, inLocker, inLockers, markRemoved, parcel } from '../../db/parcels.ts';
import { locker, setVerified } from '../../db/lockers.ts';
import { depositWorld, type DepositWorld } from '../support/deposit-world.ts';
import { seeded } from '../support/kiosk-world.ts';

/**
 * People who put things in, in any order and all at once: promises, doors that open late or never,
 * wishes at the open door, sessions that end over it, power cuts. Whatever comes, no locker is
 * promised to two, and nothing counts as put in that nobody saw put in.
 */
const RUNS = process.env['RESTANTE_PROOF'] ? 1_000 : 8;
const STEPS = 60;
const recipients: readonly Recipient[] = [
  { contactId: 'ada', departmentId: null, name: 'Ada' },
  { contactId: 'bel', departmentId: null, name: 'Bela' },
  { contactId: null, departmentId: 'research', name: 'Research' },
];

test(`[F13] [F15] ${RUNS} orders of events never promise one locker to two recipients`, () => {
  let promised = 0;
  let deposited = 0;
  for (let seed = 0; seed < RUNS; seed += 1) {
    const world = depositWorld({ seed });
    const story = play(world, seed);
    promised += world.events('parcel.placing').length;
    deposited += world.events('parcel.deposited').length;
    world.close();
    expect(story.problems, `${seed}: ${story.steps.join(', ')}`).toEqual([]);
  }
  process.stdout.write(`${RUNS} orders, ${promised} promises, ${deposited} deposits\n`);
  // The test is about something.
  expect(deposited).toBeGreaterThan(RUNS);
  expect(promised).toBeGreaterThan(deposited);
});

function play(
  world: DepositWorld,
  seed: number,
): { readonly steps: readonly string[]; readonly problems: readonly string[] } {
  const random = seeded(seed + 1_000);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const steps: string[] = [];
  let sessionId = 'ses_0';
  let tracking = 0;
  world.begin(sessionId);

  function promise(): void {
    const recipient = pick(recipients);
    const size = pick(['small', 'medium', 'large'] as const);
    const where: Where = pick([
      { kind: 'size', size, override: [] },
      { kind: 'size', size, override: [] },
      { kind: 'named', locker: pick([1, 2, 3, 4, 5]), override: ['reach'] },
      { kind: 'add', locker: pick([1, 2, 3, 4, 5]) },
    ] as const);
    tracking += Math.ceil(random() * 1.3);
    const number = `TRK${tracking}`;
    const label = { tracking: number, shown: number, carrier: null, generated: false };
    world.desk().promise({ sessionId, label, recipient, reservationId: null, where });
  }

  function ask(): void {
    const placing = inLockers(world.store().read).filter(({ state }) => state === 'placing');
    if (placing.length === 0) return;
    const { locker: number } = pick(placing);
    const intent = records.recordIntent(
      world.door(),
      world.ids,
      {
        sessionId,
        contactId: null,
        userId: pick(['operator', 'carrier']),
        locker: number,
        purpose: pick(['deposit', 'deposit', 'redeposit'] as const),
        parcelIds: placing.filter((each) => each.locker === number).map(({ id }) => id),
        authorisationId: world.ids.id('auth'),
      },
      1,
    );
    if (!intent.ok) return;
    records.recordCommanded(world.door(), intent.value);
    if (random() < 0.85) opens(number);
    else if (random() < 0.7) records.recordDidNotOpen(world.door(), intent.value, 'none');
    else records.recordUnknown(world.door(), intent.value, 'silent');
  }

  function opens(number: number): void {
    const row = unfinishedFor(world.store().read, number);
    if (row?.state !== 'commanded') return;
    world.doors.set(number, 'open');
    records.recordOpened(world.door(), row, { afterMs: 100, late: false });
  }

  function shut(): void {
    const open = [...world.doors].filter(([, state]) => state === 'open').map(([each]) => each);
    if (open.length === 0) return;
    const number = pick(open);
    world.doors.set(number, 'closed');
    const row = unfinishedFor(world.store().read, number);
    if (row?.state === 'opened' || row?.state === 'leftOpen')
      records.recordClosed(world.door(), row, { openForMs: 1_000, whileDown: false });
  }

  function powerCut(): void {
    world.crash();
    for (const [number] of [...world.doors].filter(([, state]) => state === 'open'))
      if (random() < 0.4) world.doors.set(number, 'closed');
    for (const row of unfinishedOperations(world.store().read))
      settle(world.door(), row, world.doors.get(row.locker) ?? 'unknown');
    world.end();
    nextSession();
  }

  function nextSession(): void {
    sessionId = `ses_${steps.length + 1}`;
    world.begin(sessionId);
  }

  /** Somebody of the staff empties a locker and finds it as it is. */
  function staffLook(): void {
    const number = pick([1, 2, 3, 4, 5]);
    if (unfinishedFor(world.store().read, number)) return;
    world.store().write((db) => {
      for (const { id, state, contactId, departmentId } of inLocker(db, number)) {
        const of = { parcelId: id, locker: number };
        const who = { contactId, departmentId, userId: 'operator', operationId: null };
        if (state === 'placing') {
          cancelPlacing(db, id);
          record(db, null, { type: 'parcel.placingEnded', payload: { ...of, why: 'lookedEmpty' } });
        } else {
          markRemoved(db, id);
          record(db, null, { type: 'parcel.removed', payload: { ...of, ...who, why: 'other' } });
        }
      }
      setVerified(db, number, true);
    });
  }

  const acts: Readonly<Record<string, () => void>> = {
    promise,
    ask,
    shut,
    wish: () =>
      world.desk().wished({
        sessionId,
        userId: 'operator',
        locker: pick([1, 2, 3, 4, 5]),
        why: pick(['cancelled', 'needLarger', 'notEmpty', 'left', 'takenOut'] as const),
      }),
    powerCut,
    nextSession,
    staffLook,
  };
  const weights = ['promise', 'promise', 'ask', 'ask', 'shut', 'shut', 'staffLook'];
  const seldom = ['wish', 'powerCut', 'nextSession'];
  const problems: string[] = [];
  for (let step = 0; step < STEPS && problems.length === 0; step += 1) {
    const act = random() < 0.88 ? pick(weights) : pick(seldom);
    steps.push(act);
    acts[act]?.();
    problems.push(...broken(world));
  }
  return { steps, problems };
}

/** What must hold after each step, by the tables and by the log. */
function broken(world: DepositWorld): readonly string[] {
  const problems: string[] = [];
  const { read } = world.store();
  const owners = new Map<number, string>();
  for (const { locker: number, contactId, departmentId, id } of inLockers(read)) {
    const owner = contactId ?? `department ${departmentId}`;
    if ((owners.get(number) ?? owner) !== owner) problems.push(`${id} shares locker ${number}`);
    owners.set(number, owner);
  }
  const states = new Map<string, string>();
  const moves: Readonly<Record<string, readonly [string | undefined, string]>> = {
    'parcel.placing': [undefined, 'placing'],
    'parcel.placingEnded': ['placing', 'cancelled'],
    'parcel.deposited': ['placing', 'waiting'],
    'parcel.removed': ['waiting', 'removed'],
  };
  let before = '';
  const events = world.events();
  events.forEach((event, i) => {
    const move = moves[event.type];
    const id = String(event['parcelId']);
    if (move && states.get(id) !== move[0])
      problems.push(`${event.type} of a parcel that is ${states.get(id)}`);
    if (move) states.set(id, move[1]);
    // Deposits stand right behind the closing that proves them.
    if (event.type === 'parcel.deposited' && before !== 'parcel.deposited') {
      const closing = events.slice(0, i).findLast(({ type }) => type.startsWith('door.'));
      if (closing?.type !== 'door.closed' || closing['whileDown'] === true)
        problems.push(`${id} was put in, and no door was seen closed`);
      if (closing?.['locker'] !== event['locker']) problems.push(`${id} was put in elsewhere`);
    }
    if (!['code.created', 'notice.requested'].includes(event.type)) before = event.type;
  });
  for (const [id, state] of states)
    if (parcel(read, id)?.state !== state)
      problems.push(`${id} is ${state} in the log, ${parcel(read, id)?.state} in the table`);
  for (const { locker: number, state } of inLockers(read))
    if (state === 'waiting' && locker(read, number)?.deposits === 0)
      problems.push(`locker ${number} holds something and counts no deposit`);
  return problems;
}
