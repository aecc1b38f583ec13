import { doorTiming, MAX_ATTEMPTS } from '../../main/door/timing.ts';
import type { BusFaultName } from '../../hardware/simulator/faults.ts';

/**
 * What can go wrong with door boards, after the fault matrix of the door-board page: each fault, how
 * the simulators bring it about, and how it ends for the person who stands there, for the technician,
 * and in steel.
 */
export const columns = [
  'bcc-8a',
  'kerong-cu16',
  'kerong-cu12',
  'modbus-waveshare-relay-d',
  'winnsen',
] as const;
export type Column = (typeof columns)[number];

/** How a visit ends. `words` are the keys of what the screen says. */
export interface Ending {
  readonly screen: string;
  readonly words: readonly string[];
  readonly faultCode: string | null;
  /** From the tap until this screen is shown, in ms. */
  readonly withinMs: number;
}

/** The tap, and a reading that was on the line already. */
const SLACK_MS = 100;
/** When the window has passed the door is asked once more, perhaps behind another poll. */
const LAST_READ_MS = 800;

/** As an administrator may set it, so that a test does not wait for minutes. */
export const LEFT_OPEN_SECONDS = 30;

const didNotOpen = {
  screen: 'didNotOpen',
  words: ['didNotOpen.title', 'place.sentence', 'didNotOpen.body', 'support.line'],
  faultCode: 'D-NOT-OPEN',
} as const;

export const endings = {
  opened: {
    screen: 'takeParcel',
    words: ['take.title', 'place.sentence', 'take.body'],
    faultCode: null,
    withinMs: doorTiming.openWindow + SLACK_MS,
  },
  /** The board said so, or took the pulse: nobody pulses again without being asked. */
  stuck: { ...didNotOpen, withinMs: doorTiming.openWindow + SLACK_MS },
  /** Nothing was said of any pulse. */
  triedThrice: { ...didNotOpen, withinMs: MAX_ATTEMPTS * (doorTiming.openWindow + SLACK_MS) },
  unknown: {
    screen: 'doorUnknown',
    words: ['unknown.title', 'place.sentence', 'unknown.body', 'support.line'],
    faultCode: 'D-UNKNOWN',
    withinMs: doorTiming.intentToWrite + doorTiming.openWindow + LAST_READ_MS,
  },
  leftOpen: {
    screen: 'leftOpen',
    words: ['leftOpen.title', 'place.sentence', 'leftOpen.body', 'support.line'],
    faultCode: 'D-LEFT-OPEN',
    withinMs: LEFT_OPEN_SECONDS * 1_000 + doorTiming.openWindow,
  },
  refused: {
    screen: 'refused',
    words: ['refused.title', 'refused.outOfService', 'safe.parcel', 'support.line'],
    faultCode: 'D-OUT-OF-SERVICE',
    withinMs: SLACK_MS,
  },
} as const satisfies Readonly<Record<string, Ending>>;

export interface Cell {
  readonly ends: keyof typeof endings;
  readonly health: 'ready' | 'degraded' | 'lost';
  /** What the service menu says beside the state. */
  readonly reason?: RegExp;
  /** Unlock frames that the board has understood. */
  readonly pulses: number;
  readonly leaf: 'open' | 'shut';
}

export type Switch =
  | { readonly line: readonly BusFaultName[] }
  | { readonly steel: 'jam' | 'force' | 'leaveOpen' }
  | { readonly cable: 'unplug' };

export interface FaultRow extends Cell {
  /** A row of the page's table. */
  readonly row: (typeof rowsOfThePage)[number];
  readonly fault: string;
  readonly switchedOn: Switch;
  /** Families in which it ends otherwise, and why. */
  readonly otherwise?: Partial<Record<Column, Partial<Cell> & { readonly why: string }>>;
}

export const rowsOfThePage = [
  'no answer',
  'wrong checksum received',
  'wrong checksum sent',
  'stuck lock',
  'door left open',
  'forced open',
  'slow',
  'partial / chunked',
  'noise',
  'two boards, same address',
  'unplugged adapter',
  'local echo',
  'wrong baud',
  'special',
  'power overload',
] as const;

const opened = { ends: 'opened', health: 'ready', pulses: 1, leaf: 'open' } as const;
/** It opened, and nobody can know. */
const unseen = { ends: 'unknown', health: 'lost', pulses: 1, leaf: 'open' } as const;
const notReached = { ends: 'unknown', health: 'lost', pulses: 0, leaf: 'shut' } as const;

export const faultRows: readonly FaultRow[] = [
  {
    row: 'no answer',
    fault: 'a board that is silent',
    switchedOn: { line: ['silent'] },
    ...notReached,
    reason: /^no byte comes back/,
  },
  {
    row: 'no answer',
    fault: 'a board that pulses and does not say so',
    switchedOn: { line: ['noUnlockReply'] },
    ...opened,
  },
  {
    row: 'wrong checksum received',
    fault: 'unlocks that reach the board damaged, and are ignored',
    switchedOn: { line: ['dropUnlock'] },
    ends: 'triedThrice',
    health: 'ready',
    pulses: 0,
    leaf: 'shut',
  },
  {
    row: 'wrong checksum sent',
    fault: 'answers with a wrong checksum',
    switchedOn: { line: ['wrongChecksum'] },
    ...unseen,
    reason: /wrong check/,
    otherwise: {
      winnsen: { ...opened, why: 'it has no checksum: only the lock in the answer is wrong' },
    },
  },
  {
    row: 'stuck lock',
    fault: 'a bolt that is jammed',
    switchedOn: { steel: 'jam' },
    ends: 'stuck',
    health: 'ready',
    pulses: 1,
    leaf: 'shut',
    otherwise: {
      'kerong-cu16': {
        ends: 'triedThrice',
        pulses: MAX_ATTEMPTS,
        why: 'it answers no unlock, so the pulse may as well have been lost on the line',
      },
    },
  },
  {
    row: 'door left open',
    fault: 'a door that nobody shuts',
    switchedOn: { steel: 'leaveOpen' },
    ...opened,
    ends: 'leftOpen',
  },
  {
    row: 'forced open',
    fault: 'a door that was forced, and shut again',
    switchedOn: { steel: 'force' },
    ends: 'refused',
    health: 'ready',
    pulses: 0,
    leaf: 'shut',
  },
  {
    row: 'slow',
    fault: 'answers that come after their time',
    switchedOn: { line: ['late'] },
    ...unseen,
  },
  {
    row: 'partial / chunked',
    fault: 'answers byte by byte',
    switchedOn: { line: ['chunked'] },
    ...opened,
  },
  {
    row: 'noise',
    fault: 'stray bytes around each answer',
    switchedOn: { line: ['noise'] },
    ...opened,
  },
  {
    row: 'noise',
    fault: 'what an adapter sends when it turns the line round',
    switchedOn: { line: ['garbage'] },
    ...opened,
  },
  {
    row: 'two boards, same address',
    fault: 'two boards that talk at once',
    switchedOn: { line: ['twoBoards'] },
    ...unseen,
    reason: /two boards seem to have this address/,
  },
  {
    row: 'two boards, same address',
    fault: 'two boards that talk one after the other',
    switchedOn: { line: ['backToBack'] },
    ...opened,
    health: 'degraded',
    reason: /two boards answer to this address/,
  },
  {
    row: 'unplugged adapter',
    fault: 'an adapter that is pulled out after the tap',
    switchedOn: { cable: 'unplug' },
    ...unseen,
    reason: /is unplugged/,
  },
  {
    row: 'local echo',
    fault: 'an adapter that echoes',
    switchedOn: { line: ['echo'] },
    ...opened,
  },
  {
    row: 'local echo',
    fault: 'an adapter that echoes, and nobody behind it',
    switchedOn: { line: ['echo', 'silent'] },
    ...notReached,
    reason: /only our own bytes come back/,
  },
  {
    row: 'wrong baud',
    fault: 'a board at another speed',
    switchedOn: { line: ['wrongBaud'] },
    ...notReached,
    reason: /the speed or the parity seems wrong/,
  },
  {
    row: 'special',
    fault: 'a board of another family',
    switchedOn: { line: ['otherFamily'] },
    ...unseen,
    reason: /^the answers are frames of (bcc-8a|kerong-cu16)/,
  },
  {
    row: 'special',
    fault: 'the two wires of the pair swapped after the tap',
    switchedOn: { line: ['swapped'] },
    ...unseen,
    reason: /A and B seem to be swapped/,
  },
  {
    row: 'power overload',
    fault: 'a supply that each pulse brings down',
    switchedOn: { line: ['weakSupply'] },
    ends: 'triedThrice',
    health: 'ready',
    pulses: MAX_ATTEMPTS,
    leaf: 'shut',
  },
];
