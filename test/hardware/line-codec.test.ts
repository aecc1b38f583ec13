import { ReadlineParser } from '@serialport/parser-readline';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { receive } from '../../hardware/bus/exchange.ts';
import {
  encodeDoors,
  encodeUnlock,
  expectDoors,
  expectUnlocked,
  lineOf,
  LONGEST_LINE,
} from '../../hardware/door-board/line/codec.ts';
import { explainLine } from '../../hardware/door-board/line/explain.ts';
import { line } from '../../hardware/door-board/line/protocol.ts';
import { lineFirmware } from '../../hardware/door-board/line/simulator.ts';
import { bytesOf, codecSuite, vectorsOf } from '../support/codec-suite.ts';

const board = (address: number, locks = 64) => ({ address, locks, pulseMs: 300 });
const crlf = (text: string): Uint8Array =>
  Uint8Array.from([...lineOf(text).subarray(0, -1), 0x0d, 0x0a]);
const words = (frame: Uint8Array): string => String.fromCharCode(...frame);
/** The lines of this protocol that its own page prints, each with its check. */
const printed = [
  ...readFileSync('hardware/door-board/line/README.md', 'utf8').matchAll(/`(@\d[^`]*\*\w{4})`/g),
].map(([, text = '']) => text);

codecSuite({
  name: 'text lines',
  vectors: vectorsOf('Arduino/ESP32'),
  protocol: line,
  boards: [1, 2, 99].map((address) => board(address)),
  encode: () => null,
  notSent: {
    '55 4E 4C 4F 43 4B 0A': 'no address, no lock, no check',
    '4F 28 30 30 2C 30 31 2C 31 29 45': 'switches a coil on',
    '4F 28 30 30 2C 30 31 2C 30 29 45': 'switches a coil off',
  },
  decode: () => null,
  decoders: [
    {
      name: 'how all doors stand',
      expect: expectDoors(1, 5),
      frame: lineOf('@1 DOORS 011?0'),
      reply: ['closed', 'open', 'open', 'unknown', 'closed'],
      fits: (frame) => /^@1 DOORS [01?]{5} \*[0-9A-F]{4}\r?\n$/.test(words(frame)),
      foreign: [
        '@2 DOORS 011?0',
        '@11 DOORS 011?0',
        '@1 DOORS 011?00',
        '@1 DOORS 0110',
        '@1 DOORS 01x?0',
        '@1 DOORS?',
        '@1 OK 3 300',
      ].map(lineOf),
    },
    {
      name: 'that one lock is pulsed',
      expect: expectUnlocked(1, 3, 300),
      frame: crlf('@1 OK 3 300'),
      reply: 'accepted',
      fits: (frame) => /^@1 (OK 3 300|NO 3 .+) \*[0-9A-F]{4}\r?\n$/.test(words(frame)),
      foreign: [
        '@1 OK 4 300',
        '@1 OK 3 3000',
        '@1 OK 3 30',
        '@2 OK 3 300',
        '@1 NO 33 BUSY',
        '@1 UNLOCK 3 300',
        '@1 DOORS 011',
      ].map(lineOf),
    },
    {
      name: 'that the board refuses',
      expect: expectUnlocked(1, 3, 300),
      frame: lineOf('@1 NO 3 BUSY'),
      reply: 'failed',
      fits: (frame) => /^@1 (OK 3 300|NO 3 .+) \*[0-9A-F]{4}\r?\n$/.test(words(frame)),
      foreign: ['@1 NO 4 BUSY', '@12 NO 3 BUSY', '@1 OK 4 300'].map(lineOf),
    },
  ],
  hear: lineFirmware([]).hear,
  explain: explainLine,
  refuses: [
    ...[0, 65, -1, 1.5].map((lock) => () => encodeUnlock(1, lock, 300)),
    ...[0, 100].map((address) => () => encodeUnlock(address, 1, 300)),
    ...[0, 49, 1_001, 99.5].map((ms) => () => encodeUnlock(1, 1, ms)),
    () => encodeDoors(0),
  ],
});

describe('the page that describes the lines', () => {
  test('prints checks that fit, and what it prints is understood', () => {
    expect(printed).toHaveLength(5);
    for (const each of printed)
      expect([each, explainLine(bytesOfText(`${each}\n`)).problems]).toEqual([each, []]);
    expect(words(encodeDoors(1))).toBe(`${printed[0]}\n`);
    expect(words(encodeUnlock(1, 3, 300))).toBe(`${printed[2]}\n`);
  });

  test('lines are cut where a line parser of the serial library cuts them', () => {
    const parser = new ReadlineParser({ delimiter: '\n' });
    const cut: string[] = [];
    parser.on('data', (text: string) => cut.push(text));
    const texts = ['@1 DOORS 0101', '@1 OK 3 300', '@2 NO 64 LOCK'];
    for (const text of texts) parser.write(Buffer.from(lineOf(text)));
    expect(cut.map((each) => `${each}\n`)).toEqual(texts.map((text) => words(lineOf(text))));
  });

  test('a line without end is given up at its longest, and the next is found', () => {
    const flood = bytesOfText(`@1 DOORS ${'0'.repeat(10 * LONGEST_LINE)}`);
    const { reply, rest } = receive(flood, expectDoors(1, 5));
    expect(reply).toBeNull();
    expect(rest.length).toBeLessThan(LONGEST_LINE);
    const next = receive(
      Uint8Array.from([...flood, ...lineOf('@1 DOORS 00000')]),
      expectDoors(1, 5),
    );
    expect(next.reply).toHaveLength(5);
  });
});

describe('text lines in words', () => {
  test.each(vectorsOf('Arduino/ESP32'))('hobby boards: $meaning', ({ hex, direction }) => {
    const { ok, kind, fields } = explainLine(bytesOf(hex));
    expect(ok).toBe(true);
    expect(kind).toMatch(/^hobby-/);
    expect('neverSent' in fields).toBe(direction === 'host->board');
    expect(receive(bytesOf(hex), expectUnlocked(1, 1, 300)).reply).toBeNull();
    expect(receive(bytesOf(hex), expectDoors(1, 8)).reply).toBeNull();
  });

  test('each line is named with its parts', () => {
    expect(explainLine(encodeUnlock(7, 12, 250))).toMatchObject({
      ok: true,
      kind: 'unlock-request',
      fields: { board: 7, lock: 12, pulseMs: 250 },
    });
    expect(explainLine(crlf('@7 DOORS 01?'))).toMatchObject({
      ok: true,
      kind: 'status-reply',
      fields: { board: 7, doors: '01?' },
    });
    expect(explainLine(lineOf('@7 NO 3 BUSY'))).toMatchObject({
      kind: 'unlock-refused',
      fields: { lock: 3, reason: 'BUSY' },
    });
  });

  test.each([
    ['@1 DOORS?\n', /check is missing/],
    ['@1 DOORS? *0000\n', /check is 0000; the text before it gives 2E86/],
    ['@1 DOORS? *2E86', /line end is missing/],
    ['@1 OPEN ALL *0000\n', /has this form/],
    ['\u0002\u0000', /no printable text/],
    ['', /no text/],
  ])('%j: what is wrong is said', (text, problem) => {
    const { ok, problems } = explainLine(bytesOfText(text));
    expect(ok).toBe(false);
    expect(problems.join(' ')).toMatch(problem);
  });
});

function bytesOfText(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
