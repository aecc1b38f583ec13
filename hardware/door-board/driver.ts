import type { Clock } from '../../main/base/clock.ts';
import { listeners } from '../../main/base/listeners.ts';
import type { Log } from '../../main/base/log.ts';
import { fault, ok } from '../../main/base/result.ts';
import { createBusEngine, type Exchange } from '../bus/engine.ts';
import type {
  DeviceHealth,
  DeviceReport,
  DoorBus,
  DoorChange,
  DoorState,
  LockAddress,
  UnlockOutcome,
} from '../device.ts';
import { causeInWords, causeOf, type Unanswered } from '../diagnose/line-cause.ts';
import type { Port } from '../port/port.ts';
import { due, ladderOf, type Climbed, type RecoveryStep } from '../recovery.ts';
import {
  attentionTo,
  freshBoard,
  healthOfAnswering,
  lostAmongOthers,
  reasonOf,
  type BoardState,
} from './board-state.ts';
import { nothingRead, reading, type Debounced } from './debounce.ts';
import { pauseOf, polling, probesOf } from './polling.ts';
import type { DoorBoardConfig, DoorProtocol, Shape, UnlockReply } from './protocol.ts';
import { takeTurns } from './turns.ts';

/**
 * The boards of one family on one port: polls their doors, opens one lock at a time. What differs
 * between families is in their `protocol.ts`.
 */
export interface DoorBusConfig<Board extends DoorBoardConfig = DoorBoardConfig> {
  readonly id: string;
  readonly boards: readonly Board[];
  /** Least time between two pulses on the common supply, in ms. */
  readonly supplyGapMs: number;
}

export interface DriverOptions {
  readonly port: Port;
  readonly clock: Clock;
  readonly log: Log;
}

export interface BoardBus extends DoorBus {
  /** Reads every board once, one after another; for measuring. */
  sweep(): Promise<void>;
}

/** No relay for the boards' supply is wired anywhere yet. */
const CAN: ReadonlySet<RecoveryStep> = new Set(['flush', 'reopen']);

export function createDoorBus<Board extends DoorBoardConfig>(
  protocol: DoorProtocol<Board>,
  config: DoorBusConfig<Board>,
  options: DriverOptions,
): BoardBus {
  const { timing } = protocol;
  const { clock, log } = options;
  const longestPulse = Math.max(...config.boards.map((board) => board.pulseMs));
  const pulseGap = Math.max(config.supplyGapMs, longestPulse + timing.afterPulse);
  const engine = createBusEngine({ ...options, pulseGap, silence: timing.silence });
  const doorChanges = listeners<DoorChange>();
  const healthChanges = listeners<DeviceReport>();
  const boards = config.boards.map((board) => freshBoard(board, clock.monotonic()));
  const probes = probesOf(timing.readReply);
  const turns = takeTurns(clock, boards, turn);
  const ladder = ladderOf(protocol.name, options.port.name);
  let climbed: Climbed = 0;
  let lastHeard = clock.monotonic();
  let reopening = false;
  let started = false;

  engine.onHealth((health) => {
    healthChanges.emit({ id: config.id, kind: 'doorBus', health });
    if (health.state === 'lost') for (const board of boards) lose(board, health.reason);
    else freshLine();
    look();
  });

  function freshLine(): void {
    boards.forEach((board) => (board.nextPoll = 0));
    // A port that was opened anew because nobody answers is one step of the same story.
    if (!reopening) [lastHeard, climbed] = [clock.monotonic(), 0];
    reopening = false;
  }

  /** Polls go on while the port is open. */
  function look(): void {
    if (started && engine.health().state !== 'lost') turns.look();
    else turns.stop();
  }

  function turn(board: BoardState<Board>): void {
    const lost = lostAmongOthers(boards).filter((each) => !each.polling);
    if (!lost.includes(board)) return void poll(board, timing.readReply);
    // Whoever was not looked for the longest; the others wait, so that the line stays with the living.
    const first = lost.reduce((one, other) => (other.lastAsked < one.lastAsked ? other : one));
    const within = probes.within(first.slowest);
    const from = clock.monotonic() + probes.pauseAfter(within);
    for (const each of lost) each.nextPoll = Math.max(each.nextPoll, from);
    void poll(first, within);
  }

  async function poll(
    board: BoardState<Board>,
    replyWithin: number,
  ): Promise<readonly DoorState[] | null> {
    board.polling = true;
    board.lastAsked = clock.monotonic();
    // Whether the last answer came twice is known by now.
    board.twice = board.twiceNow ? board.twice + 1 : 0;
    board.twiceNow = false;
    const { address } = board.config;
    const { frame, expect, shape } = protocol.status(board.config);
    const exchange = await engine.request({
      frame,
      expect,
      priority: 'poll',
      replyWithin,
      lateKey: `read/${address}`,
      lateFor: timing.lateRead,
      onTwice: () => (board.twiceNow = true),
    });
    board.polling = false;
    const now = clock.monotonic();
    if (exchange.outcome === 'reply') answered(board, exchange.reply, now - exchange.sentAt);
    else if (exchange.outcome === 'silent')
      missed(board, { request: frame, heard: exchange.heard }, shape ?? null);
    const lost = board.health.state === 'lost';
    const again = now + pauseOf(attentionTo(board));
    const tired = lost && now - lastHeard > ladder.tiredAfter ? now + ladder.tiredPause : 0;
    board.nextPoll = lost ? Math.max(board.nextPoll, again, tired) : again;
    look();
    return exchange.outcome === 'reply' ? exchange.reply : null;
  }

  function answered(board: BoardState<Board>, states: readonly DoorState[], took: number): void {
    const now = clock.monotonic();
    lastHeard = now;
    climbed = 0;
    board.lastAnswer = now;
    board.slowest = Math.max(board.slowest ?? 0, took);
    probes.heard(took);
    board.missed = 0;
    board.unanswered = [];
    report(board, healthOfAnswering(board, now));
    states.forEach((state, i) =>
      become(board, i, reading(board.doors[i] ?? nothingRead, state, now)),
    );
  }

  function missed(board: BoardState<Board>, asked: Unanswered, shape: Shape | null): void {
    board.missed += 1;
    board.unanswered = [...board.unanswered, asked].slice(-polling.missesUntilLost);
    if (board.missed < polling.missesUntilLost) return;
    const cause = causeOf(board.unanswered, { family: protocol.name, shape });
    if (board.health.state !== 'lost')
      log.warn('a board does not answer', { board: board.config.address, cause: cause.cause });
    lose(board, causeInWords(cause));
    climb();
  }

  /** Nobody answers on the whole line: something is done to it. */
  function climb(): void {
    if (boards.some(({ health, missed }) => health.state !== 'lost' || missed === 0)) return;
    const next = due(ladder, clock.monotonic() - lastHeard, climbed, CAN);
    if (!next) return;
    climbed = next.climbed;
    log.warn('nobody answers', { bus: config.id, step: next.step });
    reopening = next.step === 'reopen';
    engine.recover(next.step);
  }

  function lose(board: BoardState<Board>, reason: string): void {
    report(board, { state: 'lost', reason, since: clock.monotonic() });
    board.doors.forEach((_, i) => become(board, i, nothingRead));
  }

  function report(board: BoardState<Board>, health: DeviceHealth): void {
    const before = board.health;
    if (before.state === health.state && reasonOf(before) === reasonOf(health)) return;
    board.health = before.state === health.state ? { ...health, since: before.since } : health;
    healthChanges.emit({ id: boardId(board), kind: 'doorBoard', health: board.health });
  }

  function become(board: BoardState<Board>, index: number, next: Debounced): void {
    const before = board.doors[index] ?? nothingRead;
    board.doors[index] = next;
    if (next.confirmed === before.confirmed) return;
    doorChanges.emit({
      lock: { bus: config.id, board: board.config.address, lock: index + 1 },
      state: next.confirmed,
      previous: before.confirmed,
      at: clock.monotonic(),
    });
  }

  function boardId(board: BoardState<Board>): string {
    return `${config.id}/${board.config.address}`;
  }

  function boardOf(lock: LockAddress): BoardState<Board> | null {
    const board = boards.find((candidate) => candidate.config.address === lock.board);
    return lock.bus === config.id && board && lock.lock <= board.config.locks ? board : null;
  }

  return {
    id: config.id,
    kind: 'doorBus',
    locks: boards.flatMap(({ config: { address, locks } }) =>
      Array.from({ length: locks }, (_, i) => ({ bus: config.id, board: address, lock: i + 1 })),
    ),
    start() {
      started = true;
      engine.start();
    },
    async stop() {
      started = false;
      turns.stop();
      await engine.stop();
    },
    reports: () => [
      { id: config.id, kind: 'doorBus', health: engine.health() },
      ...boards.map((board): DeviceReport => ({
        id: boardId(board),
        kind: 'doorBoard',
        health: board.health,
      })),
    ],
    onHealth: healthChanges.add,
    frames: () => engine.frames.entries(),
    closePort: engine.closePort,
    openPort: engine.openPort,
    onDoor: doorChanges.add,
    doorState: (lock) => boardOf(lock)?.doors[lock.lock - 1]?.confirmed ?? 'unknown',
    isLive(lock) {
      const board = boardOf(lock);
      return board !== null && clock.monotonic() - board.lastAnswer <= polling.liveWithin;
    },
    async read(lock) {
      const board = boardOf(lock);
      if (!board) return fault('unknownLock', `no lock ${lock.board}/${lock.lock} on ${config.id}`);
      const states = await poll(board, timing.readReply);
      if (!states) return fault('silent', `board ${boardId(board)} does not answer`);
      return ok(states[lock.lock - 1] ?? 'unknown');
    },
    async unlock(lock, { notAfter, onSent }): Promise<UnlockOutcome> {
      const board = boardOf(lock);
      if (!board)
        return {
          sent: false,
          reason: 'unknownLock',
          message: `no lock ${lock.board}/${lock.lock}`,
        };
      const { within, ...ask } = protocol.unlock(board.config, lock.lock);
      const exchange = await engine.request({
        ...ask,
        priority: 'unlock',
        replyWithin: within ?? timing.unlockReply + board.config.pulseMs,
        lateKey: `unlock/${lock.board}`,
        lateFor: timing.lateUnlock,
        notAfter,
        ...(onSent ? { onSent } : {}),
      });
      board.nextPoll = 0;
      look();
      return outcomeOf(exchange);
    },
    watchClosely(lock) {
      const board = boardOf(lock);
      if (!board) return () => undefined;
      board.watched += 1;
      board.nextPoll = Math.min(board.nextPoll, clock.monotonic() + polling.watched);
      look();
      return () => {
        board.watched -= 1;
      };
    },
    async sweep() {
      for (const board of boards) await poll(board, timing.readReply);
    },
  };
}

/** What the board says after its pulse is a claim; only the sensor tells what the door did. */
function outcomeOf(exchange: Exchange<UnlockReply>): UnlockOutcome {
  switch (exchange.outcome) {
    case 'notSent':
      return { sent: false, reason: exchange.reason, message: exchange.message };
    case 'silent':
      return { sent: true, sentAt: exchange.sentAt, reply: 'none' };
    case 'reply':
      return { sent: true, sentAt: exchange.sentAt, reply: exchange.reply };
  }
}
