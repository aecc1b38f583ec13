import type { FaultRow } from './fault-rows.ts';

/** Cells of the fault matrix that other tests prove; that they are there is a test itself. */
export interface ProvedElsewhere {
  readonly row: FaultRow['row'];
  readonly cell: string;
  /** Below `test/`. */
  readonly file: string;
  /** Of the test, or the part of it that is written out. */
  readonly name: string;
}

export const provedElsewhere: readonly ProvedElsewhere[] = [
  {
    row: 'wrong checksum received',
    cell: 'every family, each bit of each request',
    file: 'support/codec-suite.ts',
    name: 'a request with one flipped bit is understood by no board',
  },
  {
    row: 'wrong checksum sent',
    cell: 'every family, each bit of each answer',
    file: 'support/codec-suite.ts',
    name: 'no single flipped bit is believed',
  },
  {
    row: 'wrong checksum sent',
    cell: 'Winnsen, where damage cannot be seen',
    file: 'hardware/other-board-habits.test.ts',
    name: 'damage in the doors of a reply cannot be seen: a shut door is read as open',
  },
  {
    row: 'forced open',
    cell: 'every family, without a command',
    file: 'support/board-contract.ts',
    name: 'a door that is forced or left open is seen without a command',
  },
  {
    row: 'slow',
    cell: 'every family, the late answer and the next lock',
    file: 'support/board-contract.ts',
    name: 'a late reply is nobody’s: the next lock is not said to have opened',
  },
  {
    row: 'slow',
    cell: 'KERONG, a command that takes as long as its pulses (never sent by us)',
    file: 'hardware/kerong-boards.test.ts',
    name: 'open their doors one by one and answer at the end',
  },
  {
    row: 'partial / chunked',
    cell: 'every family, cut at every byte',
    file: 'support/codec-suite.ts',
    name: 'is found whole, and split after every byte',
  },
  {
    row: 'noise',
    cell: 'every family, before and between',
    file: 'support/codec-suite.ts',
    name: 'garbage before, and between two, is dropped',
  },
  {
    row: 'two boards, same address',
    cell: 'Winnsen, station 0',
    file: 'hardware/winnsen-codec.test.ts',
    name: 'a request to station 0 is named with the reason why it is never sent',
  },
  {
    row: 'unplugged adapter',
    cell: 'every family, during the pulse',
    file: 'support/board-contract.ts',
    name: 'cable pulled during the pulse: sent once, never again, and the open door is seen',
  },
  {
    row: 'unplugged adapter',
    cell: 'a write that never ends',
    file: 'story/door-trouble.test.ts',
    name: 'a write that never ends: the port is given up, and no late frame leaves it',
  },
  {
    row: 'unplugged adapter',
    cell: 'comes back under another number',
    file: 'hardware/usb-serial.test.ts',
    name: 'is found whatever number the system gave it',
  },
  {
    row: 'local echo',
    cell: 'Modbus, whose answer to a write is the request',
    file: 'hardware/modbus-mix-up.test.ts',
    name: 'with every board away, the echo alone makes none of them healthy',
  },
  {
    row: 'local echo',
    cell: 'every family, an unlock and its echo',
    file: 'support/board-contract.ts',
    name: 'a line that echoes does not answer an unlock by its echo',
  },
  {
    row: 'wrong baud',
    cell: 'the speed is looked for',
    file: 'hardware/scan-bus.test.ts',
    name: 'finds a speed that is not the usual one, the first addresses of every speed before the rest',
  },
  {
    row: 'special',
    cell: '8A/80, both polarities',
    file: 'hardware/board-contract.test.ts',
    name: "feedback of ['open-short', 'closed-short']",
  },
  {
    row: 'special',
    cell: '8A/80, both byte orders',
    file: 'hardware/bcc-8a-codec.test.ts',
    name: 'the other byte order is read the other way round',
  },
  {
    row: 'special',
    cell: 'KERONG, a delay left set',
    file: 'hardware/kerong-boards.test.ts',
    name: 'open late where a delay was left set',
  },
  {
    row: 'special',
    cell: 'KERONG, the bits of what lies inside',
    file: 'hardware/kerong-boards.test.ts',
    name: 'tell what lies in a locker apart from how its door stands',
  },
  {
    row: 'special',
    cell: 'KERONG, answers to all one after another',
    file: 'hardware/kerong-boards.test.ts',
    name: 'answer a broadcast one after another',
  },
  {
    row: 'special',
    cell: 'KERONG, deaf after a setting',
    file: 'hardware/kerong-boards.test.ts',
    name: 'are deaf for half a second after a setting, and keep it',
  },
  {
    row: 'special',
    cell: 'Modbus, the profile of another board',
    file: 'hardware/modbus-mix-up.test.ts',
    name: 'no two profiles can send the same write',
  },
  {
    row: 'special',
    cell: 'Modbus, an exception',
    file: 'hardware/modbus-mix-up.test.ts',
    name: 'a pulse that the board refuses has failed, and is not sent again',
  },
  {
    row: 'special',
    cell: 'every family, held coils and open-all are never sent',
    file: 'support/codec-suite.ts',
    name: 'is nothing that opens several doors, holds a coil, writes a setting or erases',
  },
  {
    row: 'special',
    cell: 'Winnsen, a coil that cools down',
    file: 'hardware/other-board-habits.test.ts',
    name: 'a clone refuses a coil for 15 s after its pulse, and the door stays shut',
  },
  {
    row: 'special',
    cell: 'Winnsen, two codes for the same answer',
    file: 'hardware/other-board-habits.test.ts',
    name: 'even stations answer as the real board did, odd ones as the document says',
  },
  {
    row: 'special',
    cell: 'Winnsen, switches counted from 0',
    file: 'hardware/other-board-habits.test.ts',
    name: 'a board that counts its switches from 0 is asked by the number before',
  },
  {
    row: 'power overload',
    cell: 'two pulses on one supply',
    file: 'hardware/door-bus-driver.test.ts',
    name: 'two pulses on one supply keep their distance',
  },
];
