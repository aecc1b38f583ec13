import { board, cu16, type BusOptions } from './door-bench.ts';
import { winnsenBoard, wklyBoard } from './other-boards.ts';

/** A hall with 480 doors: four buses of four families, as a large building has them. */
export const HALL_DOORS = 480;

const numbered = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => i + 1);

/** 192 + 128 + 96 + 64 doors on 24 boards. */
export const hallBuses: readonly BusOptions[] = [
  {
    id: 'west',
    protocol: 'bcc-8a',
    boards: numbered(8).map((address) => board(address)),
    supplyGapMs: 800,
    line: { baud: 9_600 },
  },
  {
    id: 'north',
    protocol: 'kerong-cu16',
    boards: numbered(8).map((address) => cu16(address)),
    supplyGapMs: 800,
    line: { baud: 19_200 },
  },
  {
    id: 'east',
    protocol: 'wkly',
    boards: numbered(4).map((address) => wklyBoard(address)),
    supplyGapMs: 800,
    line: { baud: 9_600 },
  },
  {
    id: 'south',
    protocol: 'winnsen',
    boards: numbered(4).map((address) => winnsenBoard(address)),
    supplyGapMs: 800,
    line: { baud: 9_600 },
  },
];

const ROWS = 12;
const ROW_CM = 20;

/** The cabinet file of that hall; `ports` names what each bus hangs on. */
export function hallCabinet(ports: Readonly<Record<string, string>>): object {
  const doors = hallBuses.flatMap(({ id, boards }) =>
    boards.flatMap(({ address, locks }) =>
      numbered(locks).map((lock) => ({ bus: id, board: address, lock })),
    ),
  );
  return {
    model: `hall-${doors.length}`,
    columns: [
      { widthCm: 50 },
      ...numbered(Math.ceil(doors.length / ROWS)).map(() => ({ widthCm: 45 })),
    ],
    heightCm: 260,
    screen: { column: 1, bottomCm: 90, topCm: 190 },
    buses: hallBuses.map(({ id, protocol, boards, line }) => ({
      id,
      protocol,
      port: ports[id],
      line,
      boards,
    })),
    badgeReaders: [],
    lockers: doors.map((door, i) => ({
      number: i + 1,
      size: 'small',
      column: Math.floor(i / ROWS) + 2,
      row: (i % ROWS) + 1,
      bottomCm: 240 - (i % ROWS) * ROW_CM - ROW_CM,
      topCm: 240 - (i % ROWS) * ROW_CM,
      accessible: false,
      door,
    })),
  };
}
