import { command, marked, sealed, unsigned, type Outgoing } from './codec.ts';
import { ledData, buzzerData, keySetData, type Beeps, type Light } from './messages.ts';
import {
  block,
  INSTALL_KEY,
  seal,
  serverCryptogram,
  sessionKeys,
  type SessionKeys,
} from './secure-channel.ts';

/**
 * The kiosk's side of OSDP, which the standard calls ACU: what to say next to one reader. Pure.
 * `heard.ts` takes the answers. An unanswered frame is said again with the very same bytes, so
 * neither the sequence nor the chain of MACs moves before its answer.
 */
export interface AcuConfig {
  readonly address: number;
  /**
   * `on`: cards count under this key only. `install`: as `on`, and a reader that still has the
   * published factory key is given this one; no card counts meanwhile.
   */
  readonly channel:
    { readonly mode: 'off' } | { readonly mode: 'on' | 'install'; readonly key: Uint8Array };
}

export type Stage =
  'hello' | 'identify' | 'capabilities' | 'challenge' | 'crypt' | 'keySet' | 'online';

export interface AcuState {
  readonly stage: Stage;
  /** Of the last frame that was answered; null before the first. */
  readonly sequence: number | null;
  readonly flight: Flight | null;
  readonly channel: Channel | null;
  readonly asked: readonly Ask[];
  /** Monotonic ms of the last answer, or of the beginning. */
  readonly heardAt: number;
  readonly linked: boolean;
  /** Monotonic ms before which the secure channel is not tried again. */
  readonly challengeAfter: number;
  readonly withInstallKey: boolean;
}

/** What was said and is not answered yet. */
export interface Flight {
  readonly bytes: Uint8Array;
  readonly id: number;
  readonly sequence: number;
  /** The whole MAC of what was said under the channel; null in clear. */
  readonly mac: Uint8Array | null;
  readonly ask: Ask | null;
}

export interface Channel {
  readonly keys: SessionKeys;
  readonly randomA: Uint8Array;
  readonly randomB: Uint8Array;
  /** What the reader's last frame ended with. */
  readonly mac: Uint8Array;
  readonly open: boolean;
}

export type Ask =
  | { readonly what: 'light'; readonly light: Light }
  | { readonly what: 'beep'; readonly beeps: Beeps }
  | { readonly what: 'localStatus' };

export function begin(now: number): AcuState {
  return {
    stage: 'hello',
    sequence: null,
    flight: null,
    channel: null,
    asked: [],
    heardAt: now,
    linked: false,
    challengeAfter: -Infinity,
    withInstallKey: false,
  };
}

/** Has the reader do something as soon as it is its turn. */
export function ask(state: AcuState, wish: Ask): AcuState {
  return { ...state, asked: [...state.asked, wish] };
}

export interface Surroundings {
  /** Monotonic ms. */
  readonly now: number;
  /** Eight fresh random bytes; used when the secure channel begins. */
  readonly random: () => Uint8Array;
}

/** What to write now. The same bytes again while the last frame is unanswered. */
export function say(
  state: AcuState,
  config: AcuConfig,
  around: Surroundings,
): { readonly state: AcuState; readonly bytes: Uint8Array } {
  if (state.flight) return { state, bytes: state.flight.bytes };
  const due =
    state.stage === 'online' &&
    config.channel.mode !== 'off' &&
    state.channel === null &&
    around.now >= state.challengeAfter;
  const next = due ? { ...state, stage: 'challenge' as const, withInstallKey: false } : state;
  const challenged =
    next.stage === 'challenge'
      ? { ...next, channel: fresh(keyIn(next, config), around.random()) }
      : next;
  const sequence = challenged.sequence === null ? 0 : (challenged.sequence % 3) + 1;
  const wish = challenged.stage === 'online' ? (challenged.asked[0] ?? null) : null;
  const frame: Outgoing = {
    from: 'kiosk',
    address: config.address,
    sequence,
    ...wordsOf(challenged, config, wish),
  };
  const { channel } = challenged;
  const under = channel?.open ? seal(channel.keys, channel.mac, frame) : null;
  const bytes = marked(under?.bytes ?? sealed(unsigned(frame)));
  const flight: Flight = { bytes, id: frame.id, sequence, mac: under?.mac ?? null, ask: wish };
  return { state: { ...challenged, flight }, bytes };
}

const ALL = Uint8Array.of(0);
/** In the handshake's blocks: the key that both use. */
const FACTORY = 0;
const OWN = 1;

function wordsOf(
  state: AcuState,
  config: AcuConfig,
  wish: Ask | null,
): Pick<Outgoing, 'id' | 'data' | 'block'> {
  const which = Uint8Array.of(state.withInstallKey ? FACTORY : OWN);
  switch (state.stage) {
    case 'hello':
      return { id: command.poll };
    case 'identify':
      return { id: command.identify, data: ALL };
    case 'capabilities':
      return { id: command.capabilities, data: ALL };
    case 'challenge':
      return {
        id: command.challenge,
        data: state.channel?.randomA ?? ALL,
        block: { type: block.challenge, data: which },
      };
    case 'crypt':
      return {
        id: command.serverCryptogram,
        data: cryptogramOf(state),
        block: { type: block.serverCryptogram, data: which },
      };
    case 'keySet':
      return { id: command.keySet, data: keySetData(ownKey(config)) };
    case 'online':
      return wish ? wordsOfWish(wish) : { id: command.poll };
  }
}

function wordsOfWish(wish: Ask): Pick<Outgoing, 'id' | 'data'> {
  switch (wish.what) {
    case 'light':
      return { id: command.led, data: ledData(wish.light) };
    case 'beep':
      return { id: command.buzzer, data: buzzerData(wish.beeps) };
    case 'localStatus':
      return { id: command.localStatus };
  }
}

export function cryptogramOf({ channel }: AcuState): Uint8Array {
  if (!channel) return new Uint8Array();
  return serverCryptogram(channel.keys, channel.randomA, channel.randomB);
}

function ownKey({ channel }: AcuConfig): Uint8Array {
  return channel.mode === 'off' ? new Uint8Array() : channel.key;
}

function keyIn(state: AcuState, config: AcuConfig): Uint8Array {
  return state.withInstallKey ? INSTALL_KEY : ownKey(config);
}

function fresh(key: Uint8Array, randomA: Uint8Array): Channel {
  const nothing = new Uint8Array();
  return { keys: sessionKeys(key, randomA), randomA, randomB: nothing, mac: nothing, open: false };
}
