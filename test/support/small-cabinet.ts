import { readCabinet, type Cabinet } from '../../main/contract/cabinet.ts';

/** Six lockers beside and around a screen; the ports are named by the test. */
export function smallCabinet(
  ports: {
    readonly doors?: string;
    readonly reader?: string;
    readonly scanner?: string;
    readonly keypad?: object;
    readonly readerProtocol?: 'line' | 'osdp';
    /** Badge readers in place of the one, and what they share. */
    readonly badgeReaders?: readonly object[];
    readonly badgeFormat?: object;
  } = {},
): Cabinet {
  const lockers = [1, 2, 3, 4, 5, 6].map((number) => ({
    number,
    size: number <= 2 ? 'small' : 'medium',
    column: number <= 3 ? 1 : 3,
    row: ((number - 1) % 3) + 1,
    bottomCm: 140 - ((number - 1) % 3) * 50,
    topCm: 190 - ((number - 1) % 3) * 50,
    accessible: number % 3 === 0,
    door: { bus: 'doors', board: 1, lock: number },
  }));
  const read = readCabinet({
    model: 'small-6',
    columns: [{ widthCm: 45 }, { widthCm: 50 }, { widthCm: 45 }],
    heightCm: 200,
    screen: { column: 2, bottomCm: 90, topCm: 190 },
    buses: [
      {
        id: 'doors',
        protocol: 'bcc-8a',
        port: ports.doors ?? 'sim:doors',
        boards: [{ address: 1, locks: 24 }],
      },
    ],
    badgeReaders: ports.badgeReaders ?? [
      {
        id: 'reader',
        protocol: ports.readerProtocol ?? 'line',
        port: ports.reader ?? 'sim:reader',
      },
    ],
    ...(ports.badgeFormat && { badgeFormat: ports.badgeFormat }),
    scanners:
      ports.scanner === undefined
        ? []
        : [{ id: 'scanner', protocol: 'serial', port: ports.scanner }],
    keypads: ports.keypad === undefined ? [] : [ports.keypad],
    lockers,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
