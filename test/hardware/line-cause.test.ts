import { describe, expect, test } from 'vitest';
import {
  causeInWords,
  causeOf,
  type Expected,
  type LineCause,
} from '../../hardware/diagnose/line-cause.ts';
import { bcc8a } from '../../hardware/door-board/bcc-8a/protocol.ts';
import { kerongCu16 } from '../../hardware/door-board/kerong-cu16/protocol.ts';
import { board, cu16 } from '../support/door-bench.ts';
import { seeded } from '../support/kiosk-world.ts';

/** Bytes as a technician would see them in the frame log of board 1. */
const ask = bcc8a.status(board(1));
const ours: Expected = { family: 'bcc-8a', shape: ask.shape ?? null };
const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(' ').filter(Boolean), (byte) => parseInt(byte, 16));

function cause(...heard: readonly string[]): LineCause {
  const unanswered = heard.map((hex) => ({ request: ask.frame, heard: bytes(hex) }));
  return causeOf(unanswered, ours);
}

describe('what is wrong with a line, from its bytes', () => {
  test('nothing at all, and nothing but our own frame', () => {
    expect(cause('', '', '')).toEqual({ cause: 'silent' });
    expect(cause('80 01 00 33 B2', '80 01 00 33 B2')).toEqual({ cause: 'echoOnly' });
  });

  test('one stray byte in a long silence does not hide the silence for ever, but it is heard', () => {
    expect(cause('', '', '7F')).toEqual({ cause: 'wrongSpeed' });
    expect(cause('', '', '')).toEqual({ cause: 'silent' });
  });

  test('zero bytes: the wires of the pair are swapped', () => {
    expect(cause('00', '00 00')).toEqual({ cause: 'swapped' });
  });

  test('frames of another family, with its name, also behind noise and behind our echo', () => {
    const kerong = { cause: 'otherFamily', family: 'kerong-cu16' };
    expect(cause('02 00 35 01 00 01 00 03 3C')).toEqual(kerong);
    expect(cause('FA FD 02 00 35 01 00 01 00 03 3C')).toEqual(kerong);
    expect(cause('80 01 00 33 B2 02 00 35 01 00 01 00 03 3C')).toEqual(kerong);
    expect(cause('DC FE 01 12 02 00 00 15')).toEqual({ cause: 'otherFamily', family: 'dingchang' });
    expect(cause('01 02 01 20 A0 50')).toEqual({ cause: 'otherFamily', family: 'modbus' });
  });

  test('our family with another address or size: the cabinet file is wrong', () => {
    expect(cause('80 02 00 00 00 33 B1')).toEqual({ cause: 'otherBoard' });
    expect(cause('80 01 FF FF FF FF 33 B2')).toEqual({ cause: 'otherBoard' });
  });

  test('answers over each other begin right and have only lost ones', () => {
    expect(cause('80 00 00 00 00 00 32 B2')).toEqual({ cause: 'twoBoards' });
  });

  test('an answer with a wrong check, and half of one', () => {
    expect(cause('80 01 00 00 01 33 B2')).toEqual({ cause: 'damaged' });
    expect(cause('80 01 00')).toEqual({ cause: 'cut' });
  });

  test('what most of the last answers show counts', () => {
    const kerong = '02 00 35 01 00 01 00 03 3C';
    expect(cause('99 98', kerong, kerong)).toMatchObject({ cause: 'otherFamily' });
  });

  test('random bytes are no other family and no second board', () => {
    const random = seeded(41);
    const seen = new Set<string>();
    for (let i = 0; i < 300; i += 1) {
      const heard = Uint8Array.from({ length: 5 + (i % 9) }, () => Math.floor(random() * 256));
      const three = [heard, heard.map((byte) => byte ^ 0x5a), heard.map((byte) => byte ^ 0xc3)];
      const unanswered = three.map((each) => ({ request: ask.frame, heard: each }));
      seen.add(causeOf(unanswered, ours).cause);
    }
    expect([...seen]).toEqual(['wrongSpeed']);
  });

  test('a KERONG line that is set to a board of the first family names it', () => {
    const { frame, shape } = kerongCu16.status(cu16(1));
    const heard = bytes('80 01 00 00 01 33 B3');
    expect(
      causeOf([{ request: frame, heard }], { family: 'kerong-cu16', shape: shape ?? null }),
    ).toEqual({ cause: 'otherFamily', family: 'bcc-8a' });
  });

  test('each cause has words that say what to look at', () => {
    const words = (
      [
        'silent',
        'echoOnly',
        'swapped',
        'twoBoards',
        'damaged',
        'cut',
        'otherBoard',
        'wrongSpeed',
      ] as const
    ).map((each) => causeInWords({ cause: each }));
    expect(new Set(words).size).toBe(8);
    expect(causeInWords({ cause: 'otherFamily', family: 'wkly' })).toContain('wkly');
  });
});
