import { describe, expect, test } from 'vitest';
import { hexOf } from '../../hardware/bus/frame-log.ts';
import {
  encodePulse,
  encodeRead,
  expectBits,
  expectWritten,
  withCrc,
} from '../../hardware/door-board/modbus/codec.ts';
import { explainModbus } from '../../hardware/door-board/modbus/explain.ts';
import { modbusProfiles, timedRelay } from '../../hardware/door-board/modbus/profiles.ts';
import { modbus } from '../../hardware/door-board/modbus/protocol.ts';
import { modbusFirmware } from '../../hardware/door-board/modbus/simulator.ts';
import {
  bytesOf,
  codecSuite,
  vectorsOf,
  type CodecSuite,
  type DecoderCase,
  type Vector,
} from '../support/codec-suite.ts';
import { modbusBoard, relay } from '../support/modbus-boards.ts';

type Suite = CodecSuite<ReturnType<typeof modbusBoard>>;

const {
  'waveshare-relay-d': waveshare,
  'xunming-16': xunming,
  'kerong-cu48': cu48,
} = modbusProfiles;
const described = timedRelay(relay);
const holds = 'leaves current in the coil';
const switches = 'a relay that ends its pulse by itself need not be switched';
const several = 'switches several coils at once';
const setting = 'changes a setting';

const pulsed = encodePulse(1, waveshare.pulse, 3, 700);
const decoders: readonly DecoderCase[] = [
  {
    name: 'how the doors stand',
    expect: expectBits(1, 'inputs', 16),
    frame: withCrc([1, 2, 2, 0x21, 0x80]),
    reply: Array.from({ length: 16 }, (_, i) => [0, 5, 15].includes(i)),
    fits: (frame) => frame.length === 7 && hexOf(frame).startsWith('01 02 02') && sound(frame),
    foreign: [
      withCrc([2, 2, 2, 0x21, 0x80]),
      withCrc([1, 1, 2, 0x21, 0x80]),
      withCrc([1, 2, 1, 0x21]),
      withCrc([1, 0x82, 2]),
      // Its own request, as a line with echo gives it back.
      encodeRead(1, 'inputs', 0, 16),
    ],
  },
  {
    name: 'that one lock is pulsed',
    expect: expectWritten(pulsed),
    frame: pulsed,
    reply: 'accepted',
    fits: (frame) => hexOf(frame) === hexOf(pulsed) || refusal(frame),
    foreign: [
      encodePulse(1, waveshare.pulse, 4, 700),
      encodePulse(2, waveshare.pulse, 3, 700),
      encodePulse(1, waveshare.pulse, 3, 800),
      withCrc([2, 0x85, 2]),
      withCrc([1, 0x82, 2]),
      withCrc([1, 2, 1, 0]),
    ],
  },
  {
    name: 'that the board refuses',
    expect: expectWritten(pulsed),
    frame: withCrc([1, 0x85, 2]),
    reply: 'failed',
    fits: (frame) => hexOf(frame) === hexOf(pulsed) || refusal(frame),
    foreign: [withCrc([2, 0x85, 2]), withCrc([1, 0x81, 2]), withCrc([1, 0x8f, 2])],
  },
];

const common: Pick<Suite, 'encode' | 'decode' | 'decoders' | 'explain' | 'refuses'> = {
  encode,
  decode,
  decoders,
  explain: explainModbus,
  refuses: [
    ...[0, -1, 9, 1.5].map((lock) => () => encodePulse(1, waveshare.pulse, lock, 300)),
    ...[0, 254, 256, 1.5].map((unit) => () => encodeRead(unit, 'inputs', 0, 8)),
    ...[0, 254].map((unit) => () => encodePulse(unit, xunming.pulse, 1, 300)),
    // 0000 off, 0100 and FF00 on, 5500 toggle, FFFF hold.
    ...[0, 0x0100, 0x5500, 0xff00, 0xffff, -1, 0.5, NaN].map(
      (ms) => () => encodePulse(1, xunming.pulse, 1, ms),
    ),
    ...[50, 350, 25_600].map((ms) => () => encodePulse(1, waveshare.pulse, 1, ms)),
    () => encodePulse(1, cu48.pulse, 49, 550),
    () => encodeRead(1, 'coils', 0x1_0000, 8),
    () => encodeRead(1, 'coils', 0, 0),
  ],
};

codecSuite({
  ...common,
  name: 'Modbus, Waveshare relay (D)',
  vectors: vectorsOf('Waveshare'),
  protocol: modbus(waveshare),
  boards: [1, 2, 247].map((unit) => modbusBoard('waveshare-relay-d', unit)),
  hear: modbusFirmware(waveshare, []).hear,
  notSent: {
    '01 05 00 00 FF 00 8C 3A': holds,
    '01 05 00 00 00 00 CD CA': switches,
    '01 05 00 FF FF 00 BC 0A': several,
    '01 05 00 FF 00 00 FD FA': several,
    '01 05 00 00 55 00 F2 9A': holds,
    '01 0F 00 00 00 08 01 FF BE D5': several,
    '01 03 10 00 00 08 40 CC': setting,
    '01 06 10 00 00 01 4C CA': setting,
  },
});

codecSuite({
  ...common,
  name: 'Modbus, Xunming 16',
  vectors: vectorsOf('Xunming 16-way lock board (Modbus)'),
  protocol: modbus(xunming),
  boards: [1, 2, 100].map((unit) => modbusBoard('xunming-16', unit)),
  hear: modbusFirmware(xunming, []).hear,
  notSent: {
    '01 05 00 65 FF 00 9C 25': 'FF00 means "on" to relays; the time is always said',
    '01 05 00 65 FF FF DC 65': holds,
    '01 05 00 66 FF FF 2C 65': holds,
    '01 05 00 66 00 00 2D D5': switches,
    '01 06 03 E9 00 02 D9 BB': setting,
    '01 06 03 EA 00 01 69 BA': setting,
    'FE 06 03 EA 00 03 FC 74': setting,
    'FE 06 03 EA 00 08 BD B3': setting,
    '01 06 03 E8 00 FF 49 FA': setting,
    'FE 06 03 E8 00 FF 5D F5': setting,
  },
});

codecSuite({
  ...common,
  name: 'Modbus, KERONG CU48',
  vectors: vectorsOf('KERONG CU48 (Modbus'),
  protocol: modbus(cu48),
  boards: [1, 2].map((unit) => modbusBoard('kerong-cu48', unit)),
  hear: modbusFirmware(cu48, []).hear,
  notSent: {
    '01 05 00 00 FF 00 8C 3A': 'is said to lock, and means "on" to relays',
    '01 0F 00 00 00 08 01 00 FE 95': several,
  },
});

codecSuite({
  ...common,
  name: 'Modbus, a relay with timed pulses',
  vectors: vectorsOf('Generic LC-tech'),
  protocol: modbus(described),
  boards: [1, 2].map((unit) => modbusBoard('timed-relay', unit)),
  hear: modbusFirmware(described, []).hear,
  notSent: {
    'FF 05 00 00 FF 00 99 E4': holds,
    'FF 05 00 00 00 00 D8 14': switches,
    'FF 0F 00 00 00 08 01 FF 30 1D': several,
    'FF 0F 00 00 00 08 01 00 70 5D': several,
  },
});

describe('what KERONG CU48 boards are said to understand', () => {
  // From an emulator's description, so these are no truth about the board, only about this program.
  const [board] = [modbusBoard('kerong-cu48', 1)];
  test('reads and unlocks as it is described there', () => {
    expect(hexOf(modbus(cu48).status(board).frame)).toBe('01 01 00 00 00 30 3C 1E');
    expect(hexOf(modbus(cu48).unlock(board, 1).frame)).toBe('01 05 00 00 00 00 CD CA');
  });
});

describe('Modbus frames in words', () => {
  test('the same write is "off" to a relay and "unlock" to a CU48: both are said', () => {
    const { kind, candidates } = explainModbus(bytesOf('01 05 00 00 00 00 CD CA'));
    expect(kind).toBe('coil-off');
    expect(candidates).toMatchObject([
      { kind: 'unlock-request', profile: 'kerong-cu48', lock: 1 },
      { kind: 'unlock-reply' },
    ]);
  });

  test('a pulse is named with lock and length', () => {
    expect(explainModbus(bytesOf('01 05 02 01 00 08 9C 74'))).toMatchObject({
      kind: 'unlock-request',
      fields: { unit: 1, profile: 'waveshare-relay-d', lock: 2, pulseMs: 800 },
    });
    expect(explainModbus(bytesOf('01 05 00 74 01 F4 8D C7'))).toMatchObject({
      kind: 'unlock-request',
      fields: { profile: 'xunming-16', lock: 16, pulseMs: 500 },
    });
  });

  test.each([
    ['01 05 00 65 FF FF DC 65', 'hold-on', /solenoid burns/],
    ['01 05 00 00 FF 00 8C 3A', 'coil-on', /stays on/],
    ['01 05 00 FF FF 00 BC 0A', 'all-relays', /every relay/],
    ['FE 06 03 E8 00 FF 5D F5', 'setting', /setting/],
    ['01 0F 00 00 00 08 01 FF BE D5', 'setting', /several/],
  ])('%s is never sent, with the reason', (hex, kind, reason) => {
    const explanation = explainModbus(bytesOf(hex));
    expect(explanation.kind).toBe(kind);
    expect(explanation.fields['neverSent']).toMatch(reason);
  });

  test('an exception says what the board did not like', () => {
    expect(explainModbus(bytesOf('01 85 02 C3 51'))).toMatchObject({
      ok: true,
      kind: 'exception-reply',
      fields: { refuses: 5, code: 2, meaning: expect.stringMatching(/profile may be wrong/) },
    });
  });

  test('a wrong CRC is named with the right one', () => {
    expect(explainModbus(bytesOf('01 01 01 01 51 88')).problems).toEqual([
      'The CRC (last two bytes) is 51 88; the bytes before it give 90 48.',
    ]);
  });

  test('a frame behind the zero of an adapter is shown as what it may be', () => {
    const { ok, problems, candidates } = explainModbus(bytesOf('00 01 02 01 20 A0 50'));
    expect(ok).toBe(false);
    expect(problems[0]).toMatch(/1 bytes of noise/);
    expect(candidates).toMatchObject([{ kind: 'status-reply', setBits: '6' }]);
  });

  test('too few bytes, and functions that no door board has', () => {
    for (const hex of ['01', '01 02 00', '01 2B 0E 01 00 70 77', '99 99 99 99 99 99'])
      expect(explainModbus(bytesOf(hex))).toMatchObject({ ok: false, kind: 'unknown' });
    expect(explainModbus(new Uint8Array()).problems).toHaveLength(1);
  });
});

/** From the words of the vector, not from its bytes. */
function encode({ board, meaning, hex }: Vector): Uint8Array | null {
  const unit = hex.startsWith('FF') ? 255 : 1;
  const [, relay, flash] = /^FC05 flash-on relay (\d), (\d+)ms/.exec(meaning) ?? [];
  if (relay && flash) return encodePulse(unit, waveshare.pulse, Number(relay) + 1, Number(flash));
  const [, lock, ms] = /lock (\d+) pulse (\d+)ms/.exec(meaning) ?? [];
  if (lock && ms) return encodePulse(unit, xunming.pulse, Number(lock), Number(ms));
  if (/^FC01 read 8 relays/.test(meaning)) return encodeRead(unit, 'coils', 0, 8);
  if (/^FC02 read (8 inputs|optocouplers)/.test(meaning)) return encodeRead(unit, 'inputs', 0, 8);
  if (/^FC01 read 48/.test(meaning) && board.startsWith('KERONG'))
    return encodeRead(unit, 'coils', 0, 48);
  return null;
}

/** Only reads are waited for here; a write is answered by itself and is held by its own decoder. */
function decode({ hex, meaning }: Vector): ReturnType<Suite['decode']> {
  const [, input] = /^FC02 reply .*\(DI(\d) active\)/.exec(meaning) ?? [];
  if (!input) return null;
  expect(hex).toMatch(/^01 02/);
  const reply = Array.from({ length: 8 }, (_, i) => i + 1 === Number(input));
  return { expect: expectBits(1, 'inputs', 8), reply };
}

function refusal(frame: Uint8Array): boolean {
  return frame.length === 5 && frame[0] === 1 && frame[1] === 0x85 && sound(frame);
}

/** Bit by bit over the whole frame with its CRC, which then leaves nothing. */
function sound(frame: Uint8Array): boolean {
  let rest = 0xffff;
  for (const byte of frame)
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = ((rest ^ (byte >> bit)) & 1) === 1;
      rest = odd ? (rest >> 1) ^ 0xa001 : rest >> 1;
    }
  return rest === 0;
}
