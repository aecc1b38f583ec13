import { begin, cryptogramOf, type AcuConfig, type AcuState } from './acu.ts';
import { reply, type OsdpFrame } from './codec.ts';
import {
  capabilitiesOf,
  identityOf,
  keypadKeys,
  nak,
  nakReasons,
  rawCard,
  type Capability,
  type Identity,
  type KeypadKey,
  type RawCard,
} from './messages.ts';
import { block, clientCryptogram, initialMac, sameBytes, unseal } from './secure-channel.ts';

/** What an answer of the reader, or its silence, means. Pure; the other half of `acu.ts`. */
export type Happening =
  | { readonly is: 'online'; readonly secure: boolean }
  | { readonly is: 'identity'; readonly identity: Identity }
  | { readonly is: 'capabilities'; readonly capabilities: readonly Capability[] }
  | { readonly is: 'card'; readonly card: RawCard }
  | { readonly is: 'keys'; readonly keys: readonly KeypadKey[] }
  | { readonly is: 'tamper'; readonly open: boolean }
  /** The reader began anew, or both no longer agree: sequence and channel start again. */
  | { readonly is: 'restarted'; readonly why: string }
  /** No secure channel could be made; cards do not count. */
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'keyInstalled' }
  | { readonly is: 'commandRefused'; readonly id: number; readonly why: string }
  | { readonly is: 'lost' };

export interface Heard {
  readonly state: AcuState;
  readonly happened: readonly Happening[];
}

/** A reader that has said nothing for this long is gone, in ms (libosdp's default). */
export const LINK_LOST_MS = 8_000;
/** After a failed handshake it is tried again, in ms (libosdp's default). */
export const CHANNEL_RETRY_MS = 600_000;

/** Nothing came in time: the same frame is said again, until the link counts as lost. */
export function unheard(state: AcuState, now: number): Heard {
  if (now - state.heardAt < LINK_LOST_MS) return { state, happened: [] };
  return {
    state: { ...begin(now), asked: [] },
    happened: state.linked ? [{ is: 'lost' }] : [],
  };
}

export function heard(state: AcuState, config: AcuConfig, frame: OsdpFrame, now: number): Heard {
  const { flight, channel } = state;
  if (!flight || frame.from !== 'reader' || frame.address !== config.address)
    return unheard(state, now);
  // Busy is said in clear and out of sequence; the frame is said again later. A reader that is busy
  // for as long as a dead one is silent reads no cards either.
  if (frame.id === reply.busy && !frame.mac) return unheard(state, now);
  if (frame.id === reply.nak && !frame.mac && frame.data[0] === nak.sequence)
    return restarted(now, 'the reader expects another sequence number');
  if (frame.sequence !== flight.sequence) return unheard(state, now);
  if (!channel?.open || !flight.mac) {
    if (frame.mac) return unheard(state, now);
    return answered({ ...state, heardAt: now }, config, frame, frame.data, now);
  }
  if (!frame.mac)
    return frame.id === reply.nak
      ? restarted(now, `the reader has no secure channel any more: ${nakWords(frame.data)}`)
      : // Anybody on the line can say this.
        unheard(state, now);
  const opened = unseal(channel.keys, flight.mac, frame);
  if (!opened) return restarted(now, 'a reply was not from whom the channel is with');
  const chained = { ...state, heardAt: now, channel: { ...channel, mac: opened.mac } };
  return answered(chained, config, frame, opened.data, now);
}

/** The frame in flight has its answer. */
function answered(
  before: AcuState,
  config: AcuConfig,
  frame: OsdpFrame,
  data: Uint8Array,
  now: number,
): Heard {
  const { flight } = before;
  const asked = flight?.ask ? before.asked.slice(1) : before.asked;
  const state = { ...before, asked, sequence: flight?.sequence ?? null, flight: null };
  const refusal = frame.id === reply.nak ? nakWords(data) : null;
  switch (state.stage) {
    case 'hello':
      return {
        state: { ...state, stage: 'identify' },
        happened: spoken(state, config, frame, data),
      };
    case 'identify': {
      const identity = frame.id === reply.identity ? identityOf(data) : null;
      return {
        state: { ...state, stage: 'capabilities' },
        happened: identity ? [{ is: 'identity', identity }] : [],
      };
    }
    case 'capabilities': {
      const capabilities = frame.id === reply.capabilities ? capabilitiesOf(data) : null;
      const told: Happening[] = capabilities ? [{ is: 'capabilities', capabilities }] : [];
      if (config.channel.mode !== 'off')
        return { state: { ...state, stage: 'challenge' }, happened: told };
      if (data[0] === nak.wantsSecureChannel && refusal !== null)
        return refused(state, config, now, `the reader refuses: ${refusal}`);
      return online(state, told);
    }
    case 'challenge':
      return challenged(state, config, frame, data, now);
    case 'crypt': {
      const { channel } = state;
      const mac = channel ? initialMac(channel.keys, cryptogramOf(state)) : new Uint8Array();
      if (!channel || frame.id !== reply.initialMac || !sameBytes(mac, data))
        return refused(state, config, now, 'the reader did not accept the key');
      const open = { ...state, channel: { ...channel, mac, open: true } };
      if (state.withInstallKey) return { state: { ...open, stage: 'keySet' }, happened: [] };
      return online(open, []);
    }
    case 'keySet':
      if (refusal !== null || frame.id !== reply.ack)
        return refused(state, config, now, `the reader did not take its key: ${refusal ?? ''}`);
      return { state: begin(now), happened: [{ is: 'keyInstalled' }] };
    case 'online':
      if (refusal !== null && flight)
        return { state, happened: [{ is: 'commandRefused', id: flight.id, why: refusal }] };
      return { state, happened: spoken(state, config, frame, data) };
  }
}

/** The reader proves that it has the key, or not. */
function challenged(
  state: AcuState,
  config: AcuConfig,
  frame: OsdpFrame,
  data: Uint8Array,
  now: number,
): Heard {
  const { channel } = state;
  const fits = frame.id === reply.clientCryptogram && frame.block?.type === block.clientCryptogram;
  const randomB = data.slice(8, 16);
  const proof = data.subarray(16);
  if (channel && fits && data.length === 32) {
    const right = clientCryptogram(channel.keys, channel.randomA, randomB);
    if (sameBytes(right, proof))
      return {
        state: { ...state, stage: 'crypt', channel: { ...channel, randomB } },
        happened: [],
      };
  }
  const why = frame.id === reply.nak ? nakWords(data) : 'its key is another one';
  return refused(state, config, now, `no secure channel with the reader: ${why}`);
}

/** No channel with this key. A reader fresh from its box is given ours, where that is allowed. */
function refused(state: AcuState, config: AcuConfig, now: number, why: string): Heard {
  const closed: AcuState = { ...state, channel: null };
  if (config.channel.mode === 'install' && state.stage === 'challenge' && !state.withInstallKey)
    return { state: { ...closed, withInstallKey: true }, happened: [] };
  const waiting = { ...closed, stage: 'online' as const, linked: true, withInstallKey: false };
  return {
    state: { ...waiting, challengeAfter: now + CHANNEL_RETRY_MS },
    happened: [{ is: 'refused', why }],
  };
}

function online(state: AcuState, told: readonly Happening[]): Heard {
  const secure = state.channel?.open ?? false;
  return {
    state: { ...state, stage: 'online', linked: true },
    happened: [...told, { is: 'online', secure }],
  };
}

function restarted(now: number, why: string): Heard {
  return { state: begin(now), happened: [{ is: 'restarted', why }] };
}

/** What the reader tells by itself in its answer to a poll. */
function spoken(
  state: AcuState,
  { channel }: AcuConfig,
  frame: OsdpFrame,
  data: Uint8Array,
): readonly Happening[] {
  // In clear anybody on the line could tap a card.
  const trusted = channel.mode === 'off' || (state.channel?.open === true && !state.withInstallKey);
  switch (frame.id) {
    case reply.raw: {
      const card = trusted ? rawCard(data) : null;
      return card ? [{ is: 'card', card }] : [];
    }
    case reply.keypad: {
      const keys = trusted ? keypadKeys(data) : null;
      return keys ? [{ is: 'keys', keys }] : [];
    }
    case reply.localStatus:
      return data.length >= 1 ? [{ is: 'tamper', open: data[0] !== 0 }] : [];
    default:
      return [];
  }
}

function nakWords(data: Uint8Array): string {
  const code = data[0] ?? 0;
  return nakReasons[code] ?? `reason ${code}`;
}
