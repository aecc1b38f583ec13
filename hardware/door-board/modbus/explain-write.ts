import type { Explanation } from '../../explain.ts';
import { modbusProfiles, type ModbusProfile } from './profiles.ts';

export interface Reading {
  readonly kind: string;
  readonly fields: Explanation['fields'];
}

/**
 * What writing one coil (FC05) means: to each kind of board something else. The reply has the same
 * bytes as the request.
 */
export function writeMeanings(coil: number, value: number, unit: number): readonly Reading[] {
  const common = { direction: 'host to board', coil, value: hexWord(value) };
  const pulses = Object.values(modbusProfiles).flatMap((profile) =>
    pulseOf(profile, coil, value).map((fields): Reading => ({
      kind: 'unlock-request',
      fields: { ...common, profile: profile.name, ...fields },
    })),
  );
  const switching = SWITCHING[value];
  const echo: Reading = {
    kind: 'unlock-reply',
    fields: { ...common, direction: 'board to host' },
  };
  if (unit === 0 || unit === EVERYBODY_AT_XUNMING)
    return [never('broadcast', common, 'every board on the cable would carry it out')];
  if (coil === ALL_RELAYS) return [never('all-relays', common, 'it switches every relay'), echo];
  if (value === 0x0000)
    // Off to a relay, "unlock" to a CU48: only the board can tell.
    return [{ kind: 'coil-off', fields: common }, ...pulses, echo];
  if (switching)
    return [
      never(switching.kind, common, switching.why),
      ...pulses,
      ...cu48Lock(coil, value),
      echo,
    ];
  if (pulses.length > 0) return [...pulses, echo];
  return [
    { kind: 'timed-write', fields: { ...common, meaning: 'the board counts the value as time' } },
    echo,
  ];
}

const EVERYBODY_AT_XUNMING = 0xfe;
const ALL_RELAYS = 0x00ff;
const LONGEST_FLASH = 0x7fff;

const SWITCHING: Readonly<Record<number, { readonly kind: string; readonly why: string }>> = {
  0xff00: { kind: 'coil-on', why: 'a relay stays on, and a solenoid burns' },
  0x5500: { kind: 'coil-toggle', why: 'nobody knows how the relay stands afterwards' },
  0xffff: { kind: 'hold-on', why: 'it leaves current in the coil, and a solenoid burns' },
  0x0100: { kind: 'coil-on', why: 'older relays stay on with this value' },
};

function pulseOf(
  { pulse }: ModbusProfile,
  coil: number,
  value: number,
): readonly Reading['fields'][] {
  const lock = coil - pulse.firstCoil + 1;
  if (lock < 1 || lock > pulse.locks) return [];
  if (pulse.kind === 'off-value') return value === 0x0000 ? [{ lock }] : [];
  if (value < 1 || value > LONGEST_FLASH) return [];
  return [{ lock, pulseMs: value * pulse.stepMs }];
}

function cu48Lock(coil: number, value: number): readonly Reading[] {
  const { pulse, name } = modbusProfiles['kerong-cu48'];
  if (value !== 0xff00 || coil >= pulse.locks) return [];
  return [{ kind: 'lock-request', fields: { profile: name, lock: coil + 1 } }];
}

function never(kind: string, fields: Reading['fields'], why: string): Reading {
  return { kind, fields: { ...fields, neverSent: `This program cannot build it: ${why}.` } };
}

function hexWord(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}
