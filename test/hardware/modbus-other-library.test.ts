import { EventEmitter } from 'node:events';
import library from 'modbus-serial';
import { describe, expect, test } from 'vitest';
import { present } from '../../main/base/assert.ts';
import { systemClock } from '../../main/base/clock.ts';
import { hexOf } from '../../hardware/bus/frame-log.ts';
import { receive } from '../../hardware/bus/exchange.ts';
import {
  encodePulse,
  encodeRead,
  expectBits,
  expectWritten,
  withCrc,
} from '../../hardware/door-board/modbus/codec.ts';
import { modbus, profileOf } from '../../hardware/door-board/modbus/protocol.ts';
import { simulated } from '../support/door-bench.ts';
import { seeded } from '../support/kiosk-world.ts';
import { choiceOf, modbusBoard, modbusBus, profileNames } from '../support/modbus-boards.ts';

/**
 * Frames against a Modbus library that somebody else wrote: what it sends for the same question, what
 * it reads in the same answer, and how it gets on with our simulated boards.
 */
class Wire extends EventEmitter {
  isOpen = true;
  readonly sent: Uint8Array[] = [];
  readonly #answer: (frame: Uint8Array, send: (bytes: Uint8Array) => void) => void;

  constructor(answer: (frame: Uint8Array, send: (bytes: Uint8Array) => void) => void) {
    super();
    this.#answer = answer;
  }

  open(done: (error: Error | null) => void): void {
    done(null);
  }

  write(frame: Buffer): void {
    this.sent.push(new Uint8Array(frame));
    this.#answer(new Uint8Array(frame), (bytes) => this.emit('data', Buffer.from(bytes)));
  }
}

function clientOn(wire: Wire, unit: number): InstanceType<typeof library.default> {
  const client = new library.default(wire);
  client.open(() => undefined);
  client.setID(unit);
  client.setTimeout(1_000);
  return client;
}

/** Without CRC and the two bytes before the data, as the library wants it. */
const dataOf = (frame: Uint8Array): number[] => [...frame.subarray(2, -2)];

describe('the same frames as modbus-serial', () => {
  test('every pulse of every profile', async () => {
    for (const profile of profileNames) {
      const board = modbusBoard(profile, 17);
      const { unlock } = modbus(profileOf(choiceOf(profile)));
      const wire = new Wire((frame, send) => queueMicrotask(() => send(frame)));
      const client = clientOn(wire, board.address);
      const ours = Array.from({ length: board.locks }, (_, i) => unlock(board, i + 1));
      for (const { frame, expect: answer } of ours) {
        // writeCoil knows FF00 and 0000 only.
        await client.customFunction(0x05, dataOf(frame));
        expect(receive(frame, present(answer, 'an answer')).reply).toBe('accepted');
      }
      expect(wire.sent.map(hexOf)).toEqual(ours.map(({ frame }) => hexOf(frame)));
    }
  });

  test('reads of both tables, and the bits of a thousand answers', async () => {
    const random = seeded(42);
    const upTo = (most: number): number => Math.floor(random() * most);
    for (let i = 0; i < 1_000; i += 1) {
      const [unit, first, count] = [1 + upTo(247), upTo(0x1_0000), 1 + upTo(64)];
      const table = i % 2 === 0 ? 'coils' : 'inputs';
      const data = Array.from({ length: Math.ceil(count / 8) }, () => upTo(256));
      const answer = withCrc([unit, table === 'coils' ? 1 : 2, data.length, ...data]);
      const wire = new Wire((_, send) => queueMicrotask(() => send(answer)));
      const client = clientOn(wire, unit);
      const read =
        table === 'coils'
          ? await client.readCoils(first, count)
          : await client.readDiscreteInputs(first, count);
      expect(hexOf(wire.sent[0] ?? new Uint8Array())).toBe(
        hexOf(encodeRead(unit, table, first, count)),
      );
      expect(receive(answer, expectBits(unit, table, count)).reply).toEqual(
        read.data.slice(0, count),
      );
    }
  });

  test('an exception is a failure to both, a wrong CRC is nothing to both', async () => {
    const request = encodePulse(1, profileOf(choiceOf('xunming-16')).pulse, 1, 500);
    for (const code of [1, 2, 3, 4, 6]) {
      const exception = withCrc([1, 0x85, code]);
      const client = clientOn(new Wire((_, send) => queueMicrotask(() => send(exception))), 1);
      await expect(client.customFunction(0x05, dataOf(request))).rejects.toThrow(
        `Modbus exception ${code}`,
      );
      expect(receive(exception, expectWritten(request)).reply).toBe('failed');
      const broken = exception.map((byte, i) => (i === 4 ? byte ^ 1 : byte));
      const deaf = clientOn(new Wire((_, send) => queueMicrotask(() => send(broken))), 1);
      await expect(deaf.customFunction(0x05, dataOf(request))).rejects.toThrow(/CRC/);
      expect(receive(broken, expectWritten(request)).reply).toBeNull();
    }
  });
});

describe('a modbus-serial client at our simulated boards', () => {
  test.each(profileNames)('%s: reads the doors, pulses one, is refused others', async (profile) => {
    const board = modbusBoard(profile, 1);
    const bank = simulated(modbusBus(profile, [board]), systemClock);
    const bus = present(bank.buses.get('doors'), 'the simulated bus');
    let toBoards: (bytes: Uint8Array) => void = () => undefined;
    const wire = new Wire((frame) => toBoards(frame));
    const detach = bus.attach({
      write: (bytes) => wire.emit('data', Buffer.from(bytes)),
      onData: (listener) => {
        toBoards = listener;
        return () => undefined;
      },
    });
    const { doors, pulse } = profileOf(choiceOf(profile));
    const reader = clientOn(wire, board.inputsAddress ?? board.address);
    const seen = async (): Promise<readonly boolean[]> => {
      const read =
        doors.table === 'coils'
          ? await reader.readCoils(doors.first, board.locks)
          : await reader.readDiscreteInputs(doors.first, board.locks);
      return read.data.slice(0, board.locks);
    };
    expect(await seen()).toEqual(Array.from({ length: board.locks }, () => true));
    bank.door({ bus: 'doors', board: 1, lock: 3 }).force();
    expect(await seen()).toEqual(Array.from({ length: board.locks }, (_, i) => i !== 2));

    const writer = clientOn(wire, board.address);
    await writer.customFunction(0x05, dataOf(encodePulse(1, pulse, 5, 300)));
    expect(bus.unlockFrames()).toMatchObject([{ board: 1, lock: 5 }]);
    await expect(writer.writeCoil(0x4000, true)).rejects.toThrow(/exception 2|exception 3/);
    await expect(writer.readHoldingRegisters(0, 1)).rejects.toThrow(/exception 1/);
    detach();
  });
});
