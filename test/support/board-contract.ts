import { describe, expect, test } from 'vitest';
import { hexOf } from '../../hardware/bus/frame-log.ts';
import type { DoorBoardConfig, DoorProtocol } from '../../hardware/door-board/protocol.ts';
import { busFaults, type BusFaultName } from '../../hardware/simulator/faults.ts';
import { doorBench, type BusOptions, type DoorBench } from './door-bench.ts';

/**
 * What a kiosk expects of every family of door boards, over stepped time and simulated steel: the
 * right door with one frame, the truth about it, and a named end for each fault of the line.
 */
export interface BoardFamily<Board extends DoorBoardConfig = DoorBoardConfig> {
  readonly name: string;
  readonly protocol: DoorProtocol<Board>;
  /** A board with at least eight locks. */
  board(address: number): Board;
  bus(boards: readonly Board[]): BusOptions;
  /** Two addresses that can hang on one cable. */
  readonly addresses: readonly [number, number];
  /** What the boards say of a pulse that a jammed bolt did not follow. */
  readonly jammed: 'accepted' | 'failed' | 'none';
  /** Faults that end otherwise in this family, each with its reason. */
  readonly otherwise?: Partial<Record<BusFaultName, Verdict & { readonly why: string }>>;
}

/** How an unlock under a fault ends, and what the service menu says of the board. */
export interface Verdict {
  readonly reply: 'accepted' | 'none';
  readonly opens: boolean;
  readonly health: 'ready' | 'degraded' | 'lost';
  /** What the service menu says is wrong, where a board does not answer as it should. */
  readonly reason?: RegExp;
}

const verdicts: Readonly<Record<BusFaultName, Verdict>> = {
  silent: { reply: 'none', opens: false, health: 'lost', reason: /^no byte comes back/ },
  noUnlockReply: { reply: 'none', opens: true, health: 'ready' },
  dropUnlock: { reply: 'none', opens: false, health: 'ready' },
  wrongChecksum: { reply: 'none', opens: true, health: 'lost', reason: /wrong check/ },
  garbage: { reply: 'accepted', opens: true, health: 'ready' },
  echo: { reply: 'accepted', opens: true, health: 'ready' },
  late: { reply: 'none', opens: true, health: 'lost' },
  chunked: { reply: 'accepted', opens: true, health: 'ready' },
  noise: { reply: 'accepted', opens: true, health: 'ready' },
  twoBoards: { reply: 'none', opens: true, health: 'lost', reason: /two boards/ },
  backToBack: { reply: 'accepted', opens: true, health: 'degraded', reason: /two boards answer/ },
  otherFamily: {
    reply: 'none',
    opens: true,
    health: 'lost',
    reason: /frames of (bcc-8a|kerong-cu16)/,
  },
  swapped: { reply: 'none', opens: true, health: 'lost', reason: /A and B seem to be swapped/ },
  wrongBaud: { reply: 'none', opens: false, health: 'lost', reason: /the speed or the parity/ },
  weakSupply: { reply: 'none', opens: false, health: 'ready' },
};

/** Three polls of a silent board, and the two readings that make a state. */
const NOTICED_MS = 8_000;
const READ_AGAIN_MS = 6_000;
const REOPENED_MS = 12_000;
const LOCK = 5;
const NEIGHBOUR = 6;

export function boardContract<Board extends DoorBoardConfig>(family: BoardFamily<Board>): void {
  const { protocol, addresses } = family;
  const [first, second] = addresses;
  const { pulseMs } = family.board(first);
  const acknowledged = protocol.capabilities.unlockReply === 'none' ? 'none' : 'accepted';
  const bench = (...boards: readonly number[]): Promise<DoorBench> =>
    doorBench(family.bus((boards.length > 0 ? boards : [first]).map(family.board)));
  const healthy = { doors: 'ready', [`doors/${first}`]: 'ready' };
  const lost = { doors: 'lost', [`doors/${first}`]: 'lost' };
  const unlockHex = (lock: number): string =>
    hexOf(protocol.unlock(family.board(first), lock).frame);
  const framesSeen = (table: DoorBench, lock: number): number =>
    table.boards
      .frames()
      .filter(({ direction, hex }) => direction === 'in' && hex === unlockHex(lock)).length;
  const reasonOf = ({ bus }: DoorBench, address: number): string => {
    const health = bus.reports().find(({ id }) => id === `doors/${address}`)?.health;
    return health && health.state !== 'ready' ? health.reason : '';
  };
  const leaf = (table: DoorBench): string => table.door(first, LOCK).state().leaf;

  describe(`${family.name} boards`, () => {
    test('open the right door with one frame, and see it shut again', async () => {
      const table = await bench();
      expect(table.health()).toEqual(healthy);
      expect(table.state(first, LOCK)).toBe('closed');
      expect(await table.unlock(first, LOCK)).toMatchObject({ sent: true, reply: acknowledged });
      await table.clock.step(pulseMs + 1_000);
      expect(table.state(first, LOCK)).toBe('open');
      expect(table.state(first, NEIGHBOUR)).toBe('closed');
      table.door(first, LOCK).shut();
      await table.clock.step(1_500);
      expect(table.state(first, LOCK)).toBe('closed');
      expect(table.boards.unlockFrames().map(({ lock }) => lock)).toEqual([LOCK]);
      const told = table.changes.filter(({ lock }) => lock.lock === LOCK);
      expect(told.map(({ state }) => state)).toEqual(['closed', 'open', 'closed']);
    });

    test('tell each of their doors apart, and each board from the next', async () => {
      const table = await bench(first, second);
      const { locks } = family.board(second);
      for (const lock of [1, 8, locks]) table.door(second, lock).force();
      await table.clock.step(1_500);
      const open = (address: number): readonly number[] =>
        Array.from({ length: locks }, (_, i) => i + 1).filter(
          (lock) => table.state(address, lock) === 'open',
        );
      expect(open(first)).toEqual([]);
      expect(open(second)).toEqual([...new Set([1, 8, locks])]);
    });

    test('never say that a jammed door is open', async () => {
      const table = await bench();
      table.door(first, LOCK).jam(true);
      expect(await table.unlock(first, LOCK)).toMatchObject({ sent: true, reply: family.jammed });
      await table.clock.step(READ_AGAIN_MS);
      expect(table.state(first, LOCK)).toBe('closed');
      expect(framesSeen(table, LOCK)).toBe(1);
    });

    test('a door that is forced or left open is seen without a command', async () => {
      const table = await bench();
      table.door(first, LOCK).force();
      await table.clock.step(1_500);
      expect(table.state(first, LOCK)).toBe('open');
      expect(table.boards.unlockFrames()).toEqual([]);
    });

    test.each(busFaults)(
      '%s: the unlock ends as it should and is not sent again',
      async (fault) => {
        const verdict = family.otherwise?.[fault] ?? verdicts[fault];
        const table = await bench();
        table.boards.setFault(fault, true);
        if (fault === 'echo') {
          // Whether a line echoes is learnt when it is opened.
          table.cable.unplug();
          await table.clock.step(100);
          table.cable.plug();
          await table.clock.step(4_000);
        }
        const begun = table.clock.monotonic();
        const reply = verdict.reply === 'accepted' ? acknowledged : verdict.reply;
        expect(await table.unlock(first, LOCK)).toMatchObject({ sent: true, reply });
        const deadline = 500 + protocol.timing.unlockReply + pulseMs;
        expect(table.clock.monotonic() - begun).toBeLessThanOrEqual(deadline + 50);

        await table.clock.step(NOTICED_MS);
        expect(table.health()).toEqual({ doors: 'ready', [`doors/${first}`]: verdict.health });
        if (verdict.reason) expect(reasonOf(table, first)).toMatch(verdict.reason);
        expect(leaf(table)).toBe(verdict.opens ? 'open' : 'shut');
        const truth = verdict.opens ? 'open' : 'closed';
        expect(table.state(first, LOCK)).toBe(verdict.health === 'lost' ? 'unknown' : truth);
        expect(framesSeen(table, LOCK)).toBe(fault === 'wrongBaud' ? 0 : 1);

        table.boards.setFault(fault, false);
        await table.clock.step(READ_AGAIN_MS);
        expect(table.health()).toEqual(healthy);
        expect(table.state(first, LOCK)).toBe(truth);
        expect(table.unlocks(first, LOCK)).toBeLessThanOrEqual(1);
      },
    );

    test('a line that echoes does not answer an unlock by its echo', async () => {
      const table = await bench();
      table.boards.setFault('echo', true);
      table.cable.unplug();
      await table.clock.step(100);
      table.cable.plug();
      await table.clock.step(4_000);
      table.boards.setFault('dropUnlock', true);
      expect(await table.unlock(first, LOCK)).toMatchObject({ sent: true, reply: 'none' });
      expect(table.state(first, LOCK)).toBe('closed');
    });

    test('a late reply is nobody’s: the next lock is not said to have opened', async () => {
      const table = await bench();
      table.door(first, NEIGHBOUR).jam(true);
      table.boards.setFault('late', true);
      expect(await table.unlock(first, LOCK)).toMatchObject({ sent: true, reply: 'none' });
      table.boards.setFault('late', false);
      await table.clock.step(600);
      const outcome = await table.unlock(first, NEIGHBOUR, 10_000);
      expect(outcome).toMatchObject({ sent: true, reply: family.jammed });
      expect(table.state(first, NEIGHBOUR)).not.toBe('open');
    });

    test('of two boards one is dead: it is lost, the other goes on', async () => {
      const table = await bench(first, second);
      table.boards.setFault('silent', true, second);
      await table.clock.step(NOTICED_MS);
      expect(table.health()).toEqual({ ...healthy, [`doors/${second}`]: 'lost' });
      expect(table.state(second, 1)).toBe('unknown');
      expect(table.bus.isLive({ bus: 'doors', board: second, lock: 1 })).toBe(false);
      expect(await table.unlock(first, 1)).toMatchObject({ sent: true, reply: acknowledged });
      table.boards.setFault('silent', false, second);
      await table.clock.step(4_000);
      expect(table.health()[`doors/${second}`]).toBe('ready');
      expect(table.state(second, 1)).toBe('closed');
    });

    test('cable pulled before an unlock: not sent, also not when it comes back', async () => {
      const table = await bench();
      table.cable.unplug();
      await table.clock.step(50);
      expect(table.health()).toEqual(lost);
      expect(table.state(first, LOCK)).toBe('unknown');
      expect(await table.unlock(first, LOCK)).toMatchObject({ sent: false, reason: 'lost' });
      await table.clock.step(60_000);
      table.cable.plug();
      await table.clock.step(REOPENED_MS);
      expect(table.health()).toEqual(healthy);
      expect(table.state(first, LOCK)).toBe('closed');
      expect(table.unlocks(first, LOCK)).toBe(0);
    });

    test('cable pulled during the pulse: sent once, never again, and the open door is seen', async () => {
      const table = await bench();
      const asked = table.bus.unlock(
        { bus: 'doors', board: first, lock: LOCK },
        { notAfter: table.clock.monotonic() + 500 },
      );
      await table.clock.until(() => table.unlocks(first, LOCK) === 1, 500, 1);
      table.cable.unplug();
      await table.clock.step(3_000);
      expect(await asked).toMatchObject({ sent: true, reply: 'none' });
      table.cable.plug();
      await table.clock.step(REOPENED_MS);
      expect(table.unlocks(first, LOCK)).toBe(1);
      expect(table.state(first, LOCK)).toBe('open');
    });

    test('cable pulled after a door was opened: unknown, and the truth when it comes back', async () => {
      const table = await bench();
      await table.unlock(first, LOCK);
      await table.clock.step(pulseMs + 1_000);
      expect(table.state(first, LOCK)).toBe('open');
      table.cable.unplug();
      await table.clock.step(50);
      expect(table.state(first, LOCK)).toBe('unknown');
      table.door(first, LOCK).shut();
      table.cable.plug();
      await table.clock.step(REOPENED_MS);
      expect(table.state(first, LOCK)).toBe('closed');
      expect(table.unlocks(first, LOCK)).toBe(1);
    });
  });
}
