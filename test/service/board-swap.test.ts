import { describe, expect, test } from 'vitest';
import { ok } from '../../main/base/result.ts';
import type { Cabinet } from '../../main/contract/cabinet.ts';
import { say } from '../../main/session/messages.ts';
import { compareBoards, oneForOne, readdressed } from '../../main/service/board-swap.ts';
import { swapDesk, type SwapDesk } from '../../main/service/swap-desk.ts';
import type { Device } from '../../hardware/device.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

/** A controller has burnt; the technician has put another in and asks who answers now. */
const tess = { sessionId: 'ses_tess', userId: 'tess' };
const bus = smallCabinet().buses[0];

interface Bench {
  readonly desk: SwapDesk;
  readonly port: string[];
  readonly written: Cabinet[];
}

function benchWith(answering: readonly number[], technician = true): Bench {
  const port: string[] = [];
  const written: Cabinet[] = [];
  const own = {
    id: 'doors',
    closePort: () => Promise.resolve(void port.push('closed')),
    openPort: () => void port.push('open'),
  } as unknown as Device;
  return {
    port,
    written,
    desk: swapDesk({
      cabinet: smallCabinet(),
      own: [own],
      scan: () =>
        Promise.resolve(
          answering.length === 0
            ? { found: false, words: null }
            : {
                found: true,
                protocol: 'bcc-8a',
                line: {},
                boards: answering.map((address) => ({ address })),
              },
        ),
      isTechnician: () => technician,
      write: (_, cabinet) => {
        written.push(cabinet);
        return ok({ path: '/cabinet.json', before: null });
      },
    }),
  };
}

describe('a controller is replaced', () => {
  test('one that was set to the old address: the file is right, and a door is to be tested', async () => {
    const { desk, port } = benchWith([1]);
    const seen = await desk.look(tess, 'doors');
    expect(seen).toMatchObject({ done: true, rows: [{ state: 'good' }] });
    expect(seen.next).toBeUndefined();
    expect(port).toEqual(['closed', 'open']);
  });

  test('one with another address takes the place of the missing one when the technician says so', async () => {
    const { desk, written } = benchWith([5]);
    const seen = await desk.look(tess, 'doors');
    expect(seen.next).toBe('adoptBoard');
    expect(say(seen.words, 'en').text).toContain('Board 1 is missing and board 5 is new');
    expect(written).toEqual([]);
    expect(desk.adopt(tess, 'doors')).toMatchObject({ done: true });
    expect(written[0]?.buses[0]?.boards.map(({ address }) => address)).toEqual([5]);
    expect(written[0]?.lockers.map(({ door }) => door?.board)).toEqual([5, 5, 5, 5, 5, 5]);
    // Once: what was seen is used up.
    expect(desk.adopt(tess, 'doors')).toMatchObject({ done: false });
  });

  test('nobody answers, or nobody may: nothing is written, and the doors have their port again', async () => {
    const silent = benchWith([]);
    expect(await silent.desk.look(tess, 'doors')).toMatchObject({ done: false });
    expect(silent.port).toEqual(['closed', 'open']);
    expect(silent.desk.adopt(tess, 'doors')).toMatchObject({ done: false });
    const stranger = benchWith([5], false);
    expect(await stranger.desk.look(tess, 'doors')).toMatchObject({ done: false });
    expect(stranger.port).toEqual([]);
  });

  test('two that are missing are not guessed at', () => {
    if (!bus) throw new Error('a bus is needed');
    const findings = { answering: [], missing: [1, 2], fresh: [7, 8] };
    expect(oneForOne(findings)).toBeNull();
    expect(compareBoards(bus, [1, 4])).toEqual({ answering: [1], missing: [], fresh: [4] });
    expect(readdressed(smallCabinet(), 'other', { old: 1, fresh: 5 })).toEqual(smallCabinet());
  });
});
