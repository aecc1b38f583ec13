import type { TimedRelay } from '../../hardware/door-board/modbus/profiles.ts';
import type { ModbusBoard, ModbusChoice } from '../../hardware/door-board/modbus/protocol.ts';
import type { BusOptions } from './door-bench.ts';

/** Modbus boards of each profile as a cabinet file describes them. */
export type ProfileName = ModbusChoice['profile'];

export const profileNames: readonly ProfileName[] = [
  'waveshare-relay-d',
  'xunming-16',
  'kerong-cu48',
  'timed-relay',
];

/** Coils and times that no other profile has. */
export const relay: TimedRelay = {
  firstCoil: 0x0300,
  stepMs: 10,
  doors: { table: 'inputs', first: 0x20 },
};

const locks: Readonly<Record<ProfileName, number>> = {
  'waveshare-relay-d': 8,
  'xunming-16': 16,
  'kerong-cu48': 48,
  'timed-relay': 12,
};

export function modbusBoard(
  profile: ProfileName,
  address: number,
  more: Partial<ModbusBoard> = {},
): ModbusBoard {
  return {
    address,
    locks: locks[profile],
    setBit: 'closed',
    pulseMs: 300,
    ...(profile === 'xunming-16' ? { inputsAddress: address + 100 } : {}),
    ...more,
  };
}

export function modbusBus(profile: ProfileName, boards: readonly ModbusBoard[]): BusOptions {
  return {
    id: 'doors',
    protocol: 'modbus',
    ...choiceOf(profile),
    boards,
    supplyGapMs: 800,
    line: { baud: 9_600 },
  };
}

export function choiceOf(profile: ProfileName): ModbusChoice {
  return profile === 'timed-relay' ? { profile, relay } : { profile };
}
