import { describe, expect, test } from 'vitest';
import { joined, receive } from '../../hardware/bus/exchange.ts';
import { hexOf } from '../../hardware/bus/frame-log.ts';
import { ask, begin, say, type AcuConfig } from '../../hardware/badge-reader/osdp/acu.ts';
import {
  checksum,
  crc16,
  decode,
  LONGEST,
  marked,
  scanFrame,
  sealed,
  unsigned,
  type OsdpFrame,
} from '../../hardware/badge-reader/osdp/codec.ts';
import { explainOsdp } from '../../hardware/badge-reader/osdp/explain.ts';
import { heard, type Happening } from '../../hardware/badge-reader/osdp/heard.ts';
import {
  capabilitiesOf,
  identityOf,
  keypadKeys,
  rawCard,
  rawCardData,
} from '../../hardware/badge-reader/osdp/messages.ts';
import {
  clientCryptogram,
  initialMac,
  seal,
  serverCryptogram,
  sessionKeys,
  unseal,
} from '../../hardware/badge-reader/osdp/secure-channel.ts';
import { present } from '../../main/base/assert.ts';
import all from '../vectors/identification.json' with { type: 'json' };
import { seeded } from '../support/kiosk-world.ts';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (each: Uint8Array): string => Buffer.from(each).toString('hex');
/** As the vector file has them: texts go in, anything may come out. */
interface OsdpVector {
  readonly input: Readonly<Record<string, string>> & { readonly frames?: readonly string[][] };
  readonly expected: Readonly<Record<string, unknown>>;
}
const vectorsOf = (kind: string): readonly OsdpVector[] =>
  all.filter((each) => each.kind === kind) as unknown as readonly OsdpVector[];
const only = (kind: string): OsdpVector => present(vectorsOf(kind)[0], `vector ${kind}`);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const without = (frame: Uint8Array): Uint8Array => (frame[0] === 0xff ? frame.subarray(1) : frame);
const decoded = (frame: string): OsdpFrame => present(decode(without(bytes(frame))), frame);

describe('published values', () => {
  test('of the CRC and the checksum fit', () => {
    for (const { input, expected } of vectorsOf('osdp.crc16')) {
      const crc = crc16(bytes(text(input['messageHex'])));
      expect(hex(Uint8Array.of(crc & 0xff, crc >> 8))).toBe(expected['crcLittleEndian']);
    }
    expect(vectorsOf('osdp.checksum')).toHaveLength(2);
    for (const { input, expected } of vectorsOf('osdp.checksum'))
      expect(hex(Uint8Array.of(checksum(bytes(text(input['messageHex'])))))).toBe(
        expected['checksum'],
      );
  });

  test('of the secure channel fit: session keys, both cryptograms, the first MAC', () => {
    const { input, expected } = only('osdp.secureChannel');
    const [a, b] = [bytes(text(input['rndA'])), bytes(text(input['rndB']))];
    const keys = sessionKeys(bytes(text(input['scbk'])), a);
    const server = serverCryptogram(keys, a, b);
    expect({
      sEnc: hex(keys.encrypt),
      sMac1: hex(keys.mac1),
      sMac2: hex(keys.mac2),
      serverCryptogram: hex(server),
      clientCryptogram: hex(clientCryptogram(keys, a, b)),
      rMacI: hex(initialMac(keys, server)),
    }).toEqual(expected);
  });

  test('frames of other implementations are read, with CRC and with checksum', () => {
    const frames = vectorsOf('osdp.frame');
    expect(frames).toHaveLength(6);
    for (const { input, expected } of frames) {
      const frame = decoded(text(input['hex']));
      expect(frame).toMatchObject({
        from: expected['direction'] === 'ACU to PD' ? 'kiosk' : 'reader',
        address: expected['address'],
        sequence: expected['sequence'],
        check: expected['crc'] ? 'crc' : 'checksum',
        id: parseInt(text(expected['id']).slice(0, 2), 16),
      });
      if (expected['data'] !== undefined) expect(hex(frame.data)).toBe(expected['data']);
      if (expected['dataLength'] !== undefined)
        expect(frame.data).toHaveLength(Number(expected['dataLength']));
    }
  });

  test('a reader says who it is and what it can; refusals have their reason', () => {
    const [identity, abilities, , , refused] = vectorsOf('osdp.exchange').map(({ input }) =>
      decoded(text(input['reply'])),
    );
    expect(identityOf(present(identity, 'identity').data)).toEqual({
      vendor: '697a00',
      model: 153,
      version: 1,
      serial: '01020304',
      firmware: '11.12.13',
    });
    expect(capabilitiesOf(present(abilities, 'abilities').data)).toHaveLength(7);
    expect(explainOsdp(bytes('53e509000741032cc1'))).toMatchObject({
      ok: true,
      kind: 'nak',
      fields: { reason: 'it does not know the command' },
    });
    expect(refused?.data).toEqual(Uint8Array.of(3));
  });

  test('a card becomes its bits and back, a keypad its keys', () => {
    const { input, expected } = only('osdp.raw');
    const data = bytes(text(input['replyData']));
    expect(rawCard(data)).toEqual({ reader: 0, format: 'wiegand', bits: expected['bits'] });
    expect(hex(rawCardData(text(expected['bits'])))).toBe(input['replyData']);
    expect(keypadKeys(bytes(text(only('osdp.keypad').input['replyData'])))).toEqual([...'1234#']);
  });
});

/** Says and hears in turn; gives what was said and what happened. */
function conversation(config: AcuConfig, randomA: Uint8Array) {
  let state = begin(0);
  const happened: Happening[] = [];
  return {
    happened,
    wish: (what: Parameters<typeof ask>[1]) => void (state = ask(state, what)),
    say(): string {
      const said = say(state, config, { now: 0, random: () => randomA });
      state = said.state;
      return hex(said.bytes);
    },
    hear(frame: string): void {
      const next = heard(state, config, decoded(frame), 0);
      state = next.state;
      happened.push(...next.happened);
    },
    state: () => state,
  };
}

const GREEN = { on: 5, off: 0, onColour: 'green', offColour: 'off', timer: 10 } as const;
const BEEPS = { on: 2, off: 1, count: 3 } as const;
const hello = (sequence: number): string =>
  hex(sealed(unsigned({ from: 'reader', address: 101, sequence, id: 0x40 })));

describe('a recorded conversation with an independent reader is replayed bit for bit', () => {
  test('in clear: poll, identity, capabilities, light, beeps', () => {
    const [id, cap, led, buz] = vectorsOf('osdp.exchange').map(({ input }) => input);
    const talk = conversation({ address: 101, channel: { mode: 'off' } }, new Uint8Array(8));
    expect(talk.say()).toBe('ff5365080004606090');
    talk.hear(hello(0));
    expect(talk.say()).toBe(id?.['command']);
    talk.hear(text(id?.['reply']));
    expect(talk.say()).toBe(cap?.['command']);
    talk.hear(text(cap?.['reply']));
    expect(talk.happened.map(({ is }) => is)).toEqual(['identity', 'capabilities', 'online']);
    talk.say();
    talk.hear(hello(3));
    talk.wish({ what: 'light', light: GREEN });
    talk.wish({ what: 'beep', beeps: BEEPS });
    expect(talk.say()).toBe(led?.['command']);
    talk.hear(text(led?.['reply']));
    expect(talk.say()).toBe(buz?.['command']);
    talk.hear(text(buz?.['reply']));
    expect(talk.state().sequence).toBe(2);
  });

  test('through the secure channel: handshake, poll, light, beeps, an unknown command', () => {
    const { input } = only('osdp.secureSession');
    const frames = input.frames ?? [];
    const lines = frames.map(([, frame]) => text(frame));
    const channel = { mode: 'on', key: bytes(text(input['scbk'])) } as const;
    const talk = conversation({ address: 101, channel }, bytes(text(input['rndA'])));
    for (const before of [0, 1, 2]) {
      talk.say();
      talk.hear(hello(before));
    }
    for (const at of [0, 2, 4]) {
      expect(talk.say()).toBe(lines[at]);
      // Said again while it is not answered: the very same bytes, the chain stands still.
      expect(talk.say()).toBe(lines[at]);
      talk.hear(text(lines[at + 1]));
    }
    expect(talk.happened).toEqual([{ is: 'online', secure: true }]);
    talk.wish({ what: 'light', light: GREEN });
    talk.wish({ what: 'beep', beeps: BEEPS });
    for (const at of [6, 8]) {
      expect(talk.say()).toBe(lines[at]);
      talk.hear(text(lines[at + 1]));
    }
    // The last command is one that this program never sends; the chain goes on all the same.
    const under = present(talk.state().channel, 'the channel');
    const said = seal(under.keys, under.mac, {
      from: 'kiosk',
      address: 101,
      sequence: 2,
      id: 0x99,
    });
    expect(hex(marked(said.bytes))).toBe(lines[10]);
    const answer = present(unseal(under.keys, said.mac, decoded(text(lines[11]))), 'the answer');
    expect(answer.data).toEqual(Uint8Array.of(3));
  });
});

describe('on a bad line', () => {
  const frames = [
    ...vectorsOf('osdp.exchange').flatMap(({ input }) => [input['command'], input['reply']]),
    ...(only('osdp.secureSession').input.frames ?? []).map(([, frame]) => frame),
  ].map((frame) => bytes(text(frame)));

  test('a frame is found when it comes in two parts, behind garbage, and two in one go', () => {
    for (const frame of frames) {
      for (let at = 1; at < frame.length; at += 1) {
        const first = receive(frame.subarray(0, at), scanFrame);
        expect(first.reply).toBeNull();
        expect(receive(joined(first.rest, frame.subarray(at)), scanFrame).reply).not.toBeNull();
      }
      const garbage = bytes('ff00ff5399');
      const two = receive(joined(garbage, joined(frame, frame)), scanFrame);
      expect(two.reply?.id).toBe(decode(without(frame))?.id);
      expect(receive(two.rest, scanFrame).reply).toEqual(two.reply);
    }
  });

  test('no flipped bit is believed', () => {
    for (const frame of frames.map(without))
      for (let bit = 0; bit < frame.length * 8; bit += 1) {
        const damaged = frame.slice();
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const read = decode(damaged);
        // The bit that says "CRC": one frame in 256 also fits as a checksum; the driver takes none.
        expect(read === null || read.check === 'checksum').toBe(true);
      }
  });

  test('random bytes are never a frame with a CRC, and never waited for without end', () => {
    const random = seeded(41);
    let held: Uint8Array = new Uint8Array();
    for (let n = 0; n < (process.env['RESTANTE_PROOF'] === '1' ? 1_000_000 : 20_000); n += 16) {
      const chunk = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
      const found = receive(joined(held, chunk), scanFrame);
      expect(found.reply?.check ?? 'checksum').toBe('checksum');
      held = found.rest;
      expect(held.length).toBeLessThanOrEqual(LONGEST + 1);
    }
  });

  test('cards and keys that contradict themselves are none', () => {
    for (const data of [
      '',
      '00',
      '000100000000',
      '00011a00bd88eb',
      '00021a00bd88eb80',
      '0001ffff80',
    ])
      expect(rawCard(bytes(data))).toBeNull();
    expect(keypadKeys(bytes('000531'))).toBeNull();
  });

  test('explained in words: what it is, or what is wrong with it', () => {
    expect(explainOsdp(bytes('ff5365080004606090'))).toMatchObject({
      ok: true,
      kind: 'poll',
      fields: { direction: 'kiosk to reader', address: 101, sequence: 0, check: 'crc' },
    });
    expect(explainOsdp(bytes('ff5365080004606091')).problems[0]).toMatch(/check/);
    expect(explainOsdp(bytes('ff53650900046060')).problems[0]).toMatch(/say 9 bytes.*are 7/);
    expect(explainOsdp(bytes('9080')).problems[0]).toMatch(/begins no OSDP frame/);
    const card = sealed(
      unsigned({ from: 'reader', address: 1, sequence: 1, id: 0x50, data: rawCardData('1011') }),
    );
    expect(explainOsdp(card)).toMatchObject({ ok: true, kind: 'card', fields: { bits: '1011' } });
    expect(hexOf(card)).toContain('50 00 01 04 00 B0');
  });
});
