import type { Clock } from '../../../main/base/clock.ts';
import { joined } from '../../bus/exchange.ts';
import type { SimulatedReader } from '../../simulator/bank.ts';
import type { SimulatedLine } from '../../simulator/line.ts';
import { command, reply, scanFrame, sealed, unsigned, type OsdpFrame } from './codec.ts';
import { keypadData, nak, rawCardData } from './messages.ts';
import {
  block,
  clientCryptogram,
  initialMac,
  INSTALL_KEY,
  sameBytes,
  seal,
  serverCryptogram,
  sessionKeys,
  unseal,
  type SessionKeys,
} from './secure-channel.ts';

/** A reader that speaks OSDP (a "PD"): address, sequence, keys, and what can be wrong with it. */
export const pdFaults = [
  'silent',
  'badCheck',
  'busy',
  'slow',
  'wrongKey',
  'secondReader',
  'stolenMac',
] as const;
export type PdFault = (typeof pdFaults)[number];

export interface SimulatedPd extends SimulatedReader {
  /** As 0 and 1, in the order of the wire. */
  tapBits(bits: string): void;
  /** Keys of its keypad: digits, `#`, `*`. */
  type(keys: string): void;
  /** Power fails for a moment: sequence and secure channel are gone, its key is not. */
  reboot(): void;
  openHousing(open: boolean): void;
  setFault(fault: string, on: boolean): void;
  faults(): readonly PdFault[];
  /** Every command that it has understood, once for each repetition. */
  commands(): readonly PdCommand[];
  key(): Uint8Array;
}

export interface PdCommand {
  readonly id: number;
  readonly sequence: number;
  readonly secure: boolean;
  readonly repeated: boolean;
  readonly data: Uint8Array;
}

export interface PdOptions {
  readonly id: string;
  readonly address: number;
  readonly baud: number;
  /** The factory key until another one is set. */
  readonly key?: Uint8Array;
  /** Refuses everything in clear but the handshake. */
  readonly insists?: boolean;
  readonly clock: Clock;
  readonly random: () => number;
}

interface Session {
  readonly keys: SessionKeys;
  readonly randomA: Uint8Array;
  readonly randomB: Uint8Array;
  readonly mac: Uint8Array;
  readonly open: boolean;
}

const BITS_PER_BYTE = 10;
/** A reader thinks for a few milliseconds; a slow one for longer than the standard allows. */
const THINKS_MS = 3;
const SLOW_MS = 260;
const IDENTITY = [0x69, 0x7a, 0x00, 0x99, 0x01, 0x04, 0x03, 0x02, 0x01, 0x0b, 0x0c, 0x0d];
const CAPABILITIES = [3, 1, 1, 4, 1, 1, 5, 1, 1, 8, 1, 0, 9, 1, 0, 10, 0, 1, 16, 2, 0];
const CLIENT_ID = [0x69, 0x7a, 0x99, 0, 4, 3, 2, 1];
const OTHER_KEY = Uint8Array.from({ length: 16 }, (_, i) => 0xe0 + i);

type Answer = readonly [id: number, data: Uint8Array];

export function simulatePd(options: PdOptions): SimulatedPd {
  const { clock, address, random } = options;
  const lines = new Set<SimulatedLine>();
  const faults = new Set<PdFault>();
  const events: Answer[] = [];
  const commands: PdCommand[] = [];
  let key = options.key ?? INSTALL_KEY;
  let held: Uint8Array = new Uint8Array();
  let sequence = 0;
  let last: { readonly sequence: number; readonly bytes: Uint8Array } | null = null;
  let session: Session | null = null;
  let housing = false;
  let half = false;

  function heard(bytes: Uint8Array): void {
    held = joined(held, bytes);
    while (held.length > 0) {
      const scan = scanFrame(held);
      if (scan.found === 'more') return;
      held = held.slice(scan.found === 'reply' ? scan.length : 1);
      if (scan.found === 'reply') asked(scan.reply);
    }
  }

  function asked(frame: OsdpFrame): void {
    if (frame.from !== 'kiosk' || frame.address !== address || faults.has('silent')) return;
    const repeated = frame.sequence !== 0 && frame.sequence === last?.sequence;
    const seen = { id: frame.id, sequence: frame.sequence, secure: frame.mac !== null, repeated };
    if (faults.has('busy')) return write(clear(0, [reply.busy, new Uint8Array()]));
    if (repeated && last) {
      commands.push({ ...seen, data: new Uint8Array() });
      return write(last.bytes);
    }
    if (frame.sequence === 0) {
      session = null;
      last = null;
    } else if (frame.sequence !== (sequence % 3) + 1 || last === null)
      return write(clear(frame.sequence, refusal(nak.sequence)));
    sequence = frame.sequence;
    const bytes = replyTo(frame, seen);
    last = { sequence, bytes };
    write(bytes);
  }

  function replyTo(frame: OsdpFrame, seen: Omit<PdCommand, 'data'>): Uint8Array {
    if (frame.mac) {
      const opened = session?.open ? unseal(session.keys, session.mac, frame) : null;
      if (!session || !opened) return clear(sequence, refusal(nak.wantsSecureChannel));
      commands.push({ ...seen, data: opened.data });
      const [id, data] = obey(frame.id, opened.data);
      const sealing = faults.has('stolenMac') ? opened.mac.map((byte) => byte ^ 1) : opened.mac;
      const said = seal(session.keys, sealing, { from: 'reader', address, sequence, id, data });
      session = { ...session, mac: said.mac };
      return said.bytes;
    }
    commands.push({ ...seen, data: frame.data });
    if (frame.id === command.challenge) return challenged(frame);
    if (frame.id === command.serverCryptogram) return confirmed(frame);
    const free: readonly number[] = [command.poll, command.identify, command.capabilities];
    if (options.insists && !free.includes(frame.id))
      return clear(sequence, refusal(nak.wantsSecureChannel));
    return clear(sequence, obey(frame.id, frame.data));
  }

  function challenged(frame: OsdpFrame): Uint8Array {
    const factory = frame.block?.data[0] === 0;
    const isFresh = sameBytes(key, INSTALL_KEY);
    if (factory && !isFresh) return clear(sequence, refusal(nak.noSecureChannel));
    const used = faults.has('wrongKey') ? OTHER_KEY : key;
    const randomB = Uint8Array.from({ length: 8 }, () => Math.floor(random() * 256));
    const keys = sessionKeys(used, frame.data);
    session = { keys, randomA: frame.data, randomB, mac: new Uint8Array(), open: false };
    const proof = clientCryptogram(keys, frame.data, randomB);
    const data = Uint8Array.of(...CLIENT_ID, ...randomB, ...proof);
    return clear(sequence, [reply.clientCryptogram, data], block.clientCryptogram);
  }

  function confirmed(frame: OsdpFrame): Uint8Array {
    if (!session) return clear(sequence, refusal(nak.wantsSecureChannel));
    const server = serverCryptogram(session.keys, session.randomA, session.randomB);
    if (!sameBytes(server, frame.data)) return clear(sequence, refusal(nak.wantsSecureChannel));
    const mac = initialMac(session.keys, server);
    session = { ...session, mac, open: true };
    return clear(sequence, [reply.initialMac, mac], block.initialMac);
  }

  function obey(id: number, data: Uint8Array): Answer {
    switch (id) {
      case command.poll:
        return events.shift() ?? [reply.ack, new Uint8Array()];
      case command.identify:
        return [reply.identity, Uint8Array.from(IDENTITY)];
      case command.capabilities:
        return [reply.capabilities, Uint8Array.from(CAPABILITIES)];
      case command.localStatus:
        return [reply.localStatus, Uint8Array.of(housing ? 1 : 0, 0)];
      case command.led:
      case command.buzzer:
        return [reply.ack, new Uint8Array()];
      case command.keySet:
        if (!session?.open || data.length !== 18) return refusal(nak.wantsSecureChannel);
        key = data.slice(2);
        return [reply.ack, new Uint8Array()];
      default:
        return refusal(3);
    }
  }

  function clear(at: number, [id, data]: Answer, blockType?: number): Uint8Array {
    const carried =
      blockType === undefined ? {} : { block: { type: blockType, data: Uint8Array.of(1) } };
    return sealed(unsigned({ from: 'reader', address, sequence: at, id, data, ...carried }));
  }

  function write(whole: Uint8Array): void {
    const bytes = half ? whole.slice(0, whole.length >> 1) : whole.slice();
    half = false;
    if (faults.has('badCheck')) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0x55;
    // Two drivers on one pair: what arrives is neither.
    if (faults.has('secondReader')) bytes.forEach((byte, i) => (bytes[i] = byte & (0xa5 + i)));
    const wire = (bytes.length * BITS_PER_BYTE * 1_000) / options.baud;
    clock.setTimeout(
      () => {
        for (const line of lines) line.write(bytes);
      },
      wire + (faults.has('slow') ? SLOW_MS : THINKS_MS),
    );
  }

  const tapBits = (bits: string): void => void events.push([reply.raw, rawCardData(bits)]);
  return {
    id: options.id,
    attach(line) {
      lines.add(line);
      held = new Uint8Array();
      const unhear = line.onData(heard);
      return () => {
        unhear();
        lines.delete(line);
      };
    },
    tap(text) {
      tapBits(bitsOf(text));
      return true;
    },
    tapBits,
    printHalf(text) {
      tapBits(bitsOf(text));
      half = true;
    },
    type: (keys) => void events.push([reply.keypad, keypadData(keys)]),
    reboot() {
      session = null;
      last = null;
      sequence = 0;
      events.splice(0);
    },
    openHousing(open) {
      housing = open;
      events.push([reply.localStatus, Uint8Array.of(open ? 1 : 0, 0)]);
    },
    setFault(name, on) {
      const fault = pdFaults.find((each) => each === name);
      if (fault) void (on ? faults.add(fault) : faults.delete(fault));
    },
    allFaults: pdFaults,
    faults: () => [...faults],
    commands: () => [...commands],
    key: () => key,
  };
}

function refusal(code: number): Answer {
  return [reply.nak, Uint8Array.of(code)];
}

/** Bits as they are; a number in hexadecimal, or letters, by their bytes. */
function bitsOf(text: string): string {
  if (/^[01]{9,}$/.test(text)) return text;
  const bytes = /^([0-9a-f]{2})+$/i.test(text)
    ? Buffer.from(text, 'hex')
    : Buffer.from(text, 'latin1');
  return [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
}
