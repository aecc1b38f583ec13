import { sleep } from '../../../main/base/clock.ts';
import type { KeypadAction } from '../../../main/base/keypad.ts';
import { listeners, type Unsubscribe } from '../../../main/base/listeners.ts';
import { createBusEngine } from '../../bus/engine.ts';
import type { Expect } from '../../bus/exchange.ts';
import type { FrameEntry } from '../../bus/frame-log.ts';
import type {
  BadgeRead,
  BadgeReader,
  DeviceHealth,
  DeviceReport,
  KeypadPress,
} from '../../device.ts';
import type { DriverOptions } from '../../door-board/driver.ts';
import { ask, begin, say, type AcuConfig, type AcuState, type Ask } from './acu.ts';
import { reply, scanFrame, type OsdpFrame } from './codec.ts';
import { heard, unheard, type Happening, type Heard } from './heard.ts';
import type { KeypadKey, RawCard } from './messages.ts';

/** One OSDP reader on an RS-485 line of its own, asked twenty times a second what is new. */
export interface OsdpReaderConfig {
  readonly id: string;
  /** As set on the reader, 0–126. */
  readonly address: number;
  readonly secureChannel: 'off' | 'on' | 'install';
  /** The same card within this time is the same tap, in ms. */
  readonly repeatWindowMs: number;
}

export interface OsdpReaderOptions extends DriverOptions {
  readonly random: (length: number) => Uint8Array;
  /** AES-128, of this reader alone. */
  readonly key: Uint8Array;
}

export interface OsdpReader extends BadgeReader {
  /** The reader's own keypad: digits, `#` accepts, `*` corrects. */
  onPress(listener: (press: KeypadPress) => void): Unsubscribe;
  /** A light or a beep as soon as it is the reader's turn. */
  ask(wish: Ask): void;
  /** For tests: in clear they hold card numbers, so they are not the `frames` of a device. */
  wire(): readonly FrameEntry[];
}

/** libosdp's defaults; the standard wants an answer to begin within 200 ms. */
const POLL_MS = 50;
const REPLY_MS = 200;
/** The longest reply that readers announce. */
const LONGEST_REPLY_BYTES = 128;
/** Half-duplex adapters need a moment to turn round. */
const SILENCE_MS = 5;
const CHALLENGE_BYTES = 8;

export function createOsdpReader(config: OsdpReaderConfig, options: OsdpReaderOptions): OsdpReader {
  const { clock, log, port, random, key } = options;
  const engine = createBusEngine({ ...options, pulseGap: 0, silence: SILENCE_MS });
  const badges = listeners<BadgeRead>();
  const presses = listeners<KeypadPress>();
  const healths = listeners<DeviceReport>();
  const acu: AcuConfig = {
    address: config.address,
    channel: config.secureChannel === 'off' ? { mode: 'off' } : { mode: config.secureChannel, key },
  };
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let state: AcuState = begin(clock.monotonic());
  let health: DeviceHealth = {
    state: 'lost',
    reason: 'has not answered yet',
    since: clock.monotonic(),
  };
  /** Why there is no secure channel. */
  let refusal: string | null = null;
  let tampered = false;
  let lastCard = { bits: '', at: -Infinity };

  engine.onHealth((line) => {
    state = begin(clock.monotonic());
    if (line.state === 'lost') become('lost', line.reason);
  });

  async function talk(): Promise<void> {
    while (!stopping.signal.aborted) {
      const began = clock.monotonic();
      if (engine.health().state !== 'lost') await turn();
      // The handshake goes on at once; polls, and what has to be said again, keep their pace.
      const hurried = state.stage !== 'online' && !state.flight && engine.health().state !== 'lost';
      const pause = hurried ? 0 : POLL_MS - (clock.monotonic() - began);
      await sleep(clock, Math.max(SILENCE_MS, pause), stopping.signal);
    }
  }

  async function turn(): Promise<void> {
    const said = say(state, acu, {
      now: clock.monotonic(),
      random: () => random(CHALLENGE_BYTES),
    });
    state = said.state;
    const exchange = await engine.request({
      frame: said.bytes,
      expect: answerTo(state, acu),
      priority: 'poll',
      replyWithin: REPLY_MS + LONGEST_REPLY_BYTES * port.msPerByte,
      lateKey: config.id,
      // A late reply is known by its sequence number.
      lateFor: 0,
    });
    if (exchange.outcome === 'notSent') return;
    const now = clock.monotonic();
    took(
      exchange.outcome === 'reply' ? heard(state, acu, exchange.reply, now) : unheard(state, now),
    );
  }

  function took({ state: next, happened }: Heard): void {
    state = next;
    happened.forEach(tell);
  }

  function tell(happening: Happening): void {
    switch (happening.is) {
      case 'online':
        state = ask(state, { what: 'localStatus' });
        refusal = null;
        return answers();
      case 'card':
        return tapped(happening.card);
      case 'keys':
        return happening.keys.forEach(pressed);
      case 'tamper':
        tampered = happening.open;
        return answers();
      case 'refused':
        log.warn('no secure channel', { reader: config.id, why: happening.why });
        refusal = happening.why;
        return answers();
      case 'lost':
        log.warn('a reader does not answer', { reader: config.id });
        return become('lost', 'it does not answer');
      case 'identity':
      case 'capabilities':
      case 'restarted':
      case 'keyInstalled':
      case 'commandRefused':
        return log.info('osdp', { reader: config.id, ...happening });
    }
  }

  function tapped({ bits }: RawCard): void {
    const at = clock.monotonic();
    const again = bits === lastCard.bits && at - lastCard.at < config.repeatWindowMs;
    lastCard = { bits, at };
    if (!again) badges.emit({ reader: config.id, credential: { kind: 'bits', bits }, at });
  }

  function pressed(keyName: KeypadKey): void {
    presses.emit({ keypad: config.id, action: actionOf(keyName), at: clock.monotonic() });
  }

  /** The reader is there; is anything wrong with it? */
  function answers(): void {
    const trouble = refusal ?? (tampered ? 'its housing is open' : null);
    if (trouble === null) become('ready');
    else become('degraded', trouble);
  }

  function become(next: DeviceHealth['state'], reason = ''): void {
    const before = health;
    const since = clock.monotonic();
    health = next === 'ready' ? { state: next, since } : { state: next, reason, since };
    const same =
      before.state === health.state && ('reason' in before ? before.reason : '') === reason;
    if (same) health = before;
    else healths.emit({ id: config.id, kind: 'badgeReader', health });
  }

  return {
    id: config.id,
    kind: 'badgeReader',
    start() {
      engine.start();
      running = talk();
    },
    async stop() {
      stopping.abort();
      await engine.stop();
      await running;
    },
    reports: () => [{ id: config.id, kind: 'badgeReader', health }],
    onHealth: healths.add,
    onBadge: badges.add,
    onPress: presses.add,
    ask: (wish) => void (state = ask(state, wish)),
    wire: () => engine.frames.entries(),
  };
}

/** The reply to what is in flight: of this reader, and with its sequence number or out of turn. */
function answerTo({ flight }: AcuState, { address }: AcuConfig): Expect<OsdpFrame> {
  return (bytes) => {
    const scan = scanFrame(bytes);
    if (scan.found !== 'reply') return scan;
    const frame = scan.reply;
    const outOfTurn = frame.id === reply.busy || frame.id === reply.nak;
    // A reader answers as it was asked; a checksum would let a damaged frame through now and then.
    const ours =
      frame.check === 'crc' &&
      frame.from === 'reader' &&
      frame.address === address &&
      (outOfTurn || frame.sequence === flight?.sequence);
    return ours ? scan : { found: 'noise' };
  };
}

function actionOf(key: KeypadKey): KeypadAction {
  if (key === '#') return 'select';
  if (key === '*') return 'correct';
  return `digit${key}`;
}
