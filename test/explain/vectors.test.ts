import { describe, expect, test } from 'vitest';
import { explainFrame, type FrameProtocol } from '../../hardware/inspector.ts';
import { bytesOf } from '../support/codec-suite.ts';
import vectors from '../vectors/door-boards.json' with { type: 'json' };

/** By the beginning of the board's name in the vectors; null where no family of ours speaks it. */
const protocols: readonly (readonly [board: string, FrameProtocol | null])[] = [
  ['8A/80 BCC', 'bcc-8a'],
  ['KERONG KR-CU16', 'kerong-cu16'],
  ['KERONG KR-CU12', 'kerong-cu12'],
  ['Winnsen', 'winnsen'],
  ['WKLY', 'wkly'],
  ['Guangzhou Dingchang', 'dingchang'],
  ['Waveshare', 'modbus'],
  ['Xunming 16-way lock board (Modbus)', 'modbus'],
  ['KERONG CU48 (Modbus', 'modbus'],
  ['Generic LC-tech', 'modbus'],
  ['FC06-style', 'modbus'],
  ['Arduino/ESP32', 'line'],
  ['KERONG CU (0x60', null],
  ['KERONG CU48 (older', null],
  ['KERONG SCU', null],
  ['Xunming 16-way lock board (ASCII)', null],
  ['Vi/SPOpenApi', null],
];

const sorted = vectors.map((vector) => ({
  ...vector,
  protocol: protocols.find(([board]) => vector.board.startsWith(board))?.[1],
}));

function supported(use: string): readonly (readonly [string, FrameProtocol, string])[] {
  return sorted.flatMap(({ hex, protocol, meaning, ...vector }) =>
    protocol && vector.use === use ? [[meaning, protocol, hex] as const] : [],
  );
}

describe('what the inspector says of the frames of makers and integrators', () => {
  test('each belongs to a protocol that it knows, or to one that is known as unknown', () => {
    expect(sorted.filter(({ protocol }) => protocol === undefined)).toEqual([]);
    const families = new Set(supported('golden').map(([, protocol]) => protocol));
    expect(families.size).toBe(7);
  });

  test.each(supported('golden'))('%s (%s) is understood', (_meaning, protocol, hex) => {
    const { ok, kind, problems } = explainFrame(protocol, bytesOf(hex));
    expect({ ok, problems }).toEqual({ ok: true, problems: [] });
    expect(kind).not.toBe('unknown');
  });

  test.each(supported('negative'))('%s (%s) is wrong, and why', (_meaning, protocol, hex) => {
    const { ok, problems } = explainFrame(protocol, bytesOf(hex));
    expect(ok).toBe(false);
    expect(problems.length).toBeGreaterThan(0);
  });

  test.each(supported('denylist'))('%s (%s) is named as never sent', (_meaning, protocol, hex) => {
    expect(explainFrame(protocol, bytesOf(hex)).fields).toHaveProperty('neverSent');
  });
});
