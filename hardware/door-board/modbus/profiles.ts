/**
 * What each kind of Modbus board takes for "pulse this lock" and where it shows its doors. A profile
 * is data; it belongs to a whole bus and has no default, so somebody has chosen it.
 *
 * Why a wrong profile opens no door. `05 0000 0000` means "off" to a relay and "unlock" to a CU48. So
 * "off" is never sent to relays (they end their pulse by themselves), and only the profile
 * `kerong-cu48`, which also asks for a person's word in the cabinet file, can build value 0000. The
 * writes of the other profiles have coils or values that mean nothing to each other's boards, which
 * answer with an exception. And nothing is written before a board has answered a read in the form of
 * its own profile: until then it is lost, and the door service gives no order for its doors.
 */
export type BitTable = 'coils' | 'inputs';

export type Pulse =
  /** The value counts steps of this many ms; the board switches off by itself. */
  | {
      readonly kind: 'timed';
      readonly firstCoil: number;
      readonly stepMs: number;
      readonly locks: number;
    }
  /** The board takes value 0000 for "unlock" and keeps the length of the pulse in a register. */
  | { readonly kind: 'off-value'; readonly firstCoil: number; readonly locks: number };

export interface DoorBits {
  readonly table: BitTable;
  /** Number of the bit of lock 1, as on the wire. */
  readonly first: number;
  /** How many bits are always asked for together, or as many as the board has locks. */
  readonly count: number | 'locks';
}

export interface ModbusProfile {
  readonly name: string;
  readonly document: string;
  readonly pulse: Pulse;
  readonly doors: DoorBits;
  /** What a set bit means: fixed by the board, or by how the contacts were wired. */
  readonly polarity: 'fixed' | 'wiring';
  /** The family has a write that opens or switches all of its locks. */
  readonly openAll: boolean;
}

/** Relays with inputs; "flash on" of one relay counts tenths of a second. */
const waveshareRelayD: ModbusProfile = {
  name: 'waveshare-relay-d',
  document: 'maker’s page "Modbus RTU Relay (D)"; boards before September 2021 differ',
  pulse: { kind: 'timed', firstCoil: 0x0200, stepMs: 100, locks: 8 },
  doors: { table: 'inputs', first: 0, count: 8 },
  polarity: 'wiring',
  openAll: true,
};

/**
 * Sixteen locks; the value is the pulse in ms. The maker's page has no door inputs, so an input module
 * on the same cable tells how the doors stand.
 */
const xunming16: ModbusProfile = {
  name: 'xunming-16',
  document: 'maker’s page of the 16-way lock board with Modbus',
  pulse: { kind: 'timed', firstCoil: 0x65, stepMs: 1, locks: 16 },
  doors: { table: 'inputs', first: 0, count: 'locks' },
  polarity: 'wiring',
  openAll: false,
};

/** Known from an emulator's description only, not from the maker and not from a board. */
const kerongCu48: ModbusProfile = {
  name: 'kerong-cu48',
  document: 'description of an emulator of CU48 boards with Modbus; no text of the maker was found',
  pulse: { kind: 'off-value', firstCoil: 0, locks: 48 },
  doors: { table: 'coils', first: 0, count: 48 },
  polarity: 'fixed',
  openAll: true,
};

export const modbusProfiles = {
  'waveshare-relay-d': waveshareRelayD,
  'xunming-16': xunming16,
  'kerong-cu48': kerongCu48,
} as const;

/**
 * A board that is not on the list, described by the integrator. It must end its pulse by itself: the
 * value of its FC05 counts time. Boards that are switched with FC06 are left out, because one that
 * does not count time would take the same number for "on"; to FC05 it answers with an exception.
 */
export interface TimedRelay {
  readonly firstCoil: number;
  readonly stepMs: number;
  readonly doors: { readonly table: BitTable; readonly first: number };
}

const HIGHEST_COIL = 0xffff;

export function timedRelay({ firstCoil, stepMs, doors }: TimedRelay): ModbusProfile {
  return {
    name: 'timed-relay',
    document: 'as the integrator describes it in the cabinet file',
    pulse: { kind: 'timed', firstCoil, stepMs, locks: HIGHEST_COIL - firstCoil + 1 },
    doors: { ...doors, count: 'locks' },
    polarity: 'wiring',
    openAll: true,
  };
}
