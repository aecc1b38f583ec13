import type { Cabinet, CabinetBus, CabinetLocker } from './cabinet.ts';
import type { Problem } from './problems.ts';

/** What a board of any family answers to. */
interface Addressed {
  readonly address: number;
  readonly inputsAddress?: number | undefined;
}

/** What the form of a cabinet file allows and steel does not: two things in one place, a door on no board. */
export function deviceProblems(cabinet: Cabinet): Problem[] {
  const problems: Problem[] = [];
  const devices = [
    ...cabinet.buses.map((bus, i) => ({ ...bus, path: `buses[${i}]` })),
    ...cabinet.badgeReaders.map((reader, i) => ({ ...reader, path: `badgeReaders[${i}]` })),
    ...cabinet.scanners.map((scanner, i) => ({ ...scanner, path: `scanners[${i}]` })),
    ...cabinet.keypads.map((keypad, i) => ({ ...keypad, path: `keypads[${i}]` })),
  ];
  const ids = new Map<string, string>();
  const ports = new Map<string, string>();
  for (const device of devices) {
    const { id, path } = device;
    claim(ids, id, path, `${path}.id`, `the name "${id}" is taken by`, problems);
    const place = placeOf(device);
    if (place)
      claim(ports, place.port, path, `${path}.${place.at}`, `${place.port} is used by`, problems);
  }
  cabinet.buses.forEach((bus, i) => {
    const addresses = new Map<string, string>();
    const boards: readonly Addressed[] = bus.boards;
    boards.forEach((board, j) => {
      const path = `buses[${i}].boards[${j}]`;
      claim(
        addresses,
        String(board.address),
        path,
        `${path}.address`,
        `address ${board.address} is taken by`,
        problems,
      );
      if (board.inputsAddress !== undefined)
        claim(
          addresses,
          String(board.inputsAddress),
          path,
          `${path}.inputsAddress`,
          `address ${board.inputsAddress} is taken by`,
          problems,
        );
    });
    problems.push(...boardProblems(bus, `buses[${i}]`));
  });
  return problems;
}

/** The port of a device and where the cabinet file names it; none where the system finds it. */
function placeOf(device: {
  readonly id: string;
  readonly port?: string;
  readonly device?: { readonly at?: string | undefined };
}): { readonly port: string; readonly at: string } | null {
  if (device.port !== undefined) return { port: device.port, at: 'port' };
  const at = device.device?.at;
  return at === undefined ? null : { port: at, at: 'device.at' };
}

/** A board that says it has more locks than its frames can name or show. */
function boardProblems(bus: CabinetBus, path: string): readonly Problem[] {
  switch (bus.protocol) {
    case 'bcc-8a':
      return bus.boards.flatMap(({ locks, statusBytes }, j) =>
        locks <= statusBytes * 8
          ? []
          : [
              {
                path: `${path}.boards[${j}].statusBytes`,
                message: `${statusBytes} status bytes cannot show ${locks} locks`,
              },
            ],
      );
    case 'kerong-cu16':
      return beyondLast(bus.boards, 16, path);
    case 'kerong-cu12':
      return beyondLast(bus.boards, 12, path);
    case 'winnsen':
      return sameStation(bus.boards, path);
    case 'wkly':
    case 'dingchang':
    case 'modbus':
    case 'line':
      return [];
  }
}

/** Both would pulse at one frame. The same address twice is told elsewhere. */
function sameStation(
  boards: readonly { readonly address: number; readonly boardBase: number }[],
  path: string,
): readonly Problem[] {
  return boards.flatMap(({ address, boardBase }, j) => {
    const first = boards.findIndex(
      (other) => other.address + other.boardBase === address + boardBase,
    );
    if (first === j || boards[first]?.address === address) return [];
    const station = address + boardBase - 1;
    return [
      {
        path: `${path}.boards[${j}].boardBase`,
        message: `station ${station} on the wire is taken by ${path}.boards[${first}]`,
      },
    ];
  });
}

function beyondLast(
  boards: readonly { readonly locks: number; readonly lockBase: number }[],
  last: number,
  path: string,
): readonly Problem[] {
  return boards.flatMap(({ locks, lockBase }, j) =>
    locks + lockBase <= last
      ? []
      : [
          {
            path: `${path}.boards[${j}].locks`,
            message: `with lockBase ${lockBase} there are at most ${last - lockBase} locks`,
          },
        ],
  );
}

export function lockerProblems(cabinet: Cabinet): Problem[] {
  const problems: Problem[] = [];
  const numbers = new Map<string, string>();
  const doors = new Map<string, string>();
  cabinet.lockers.forEach((locker, i) => {
    const path = `lockers[${i}]`;
    claim(
      numbers,
      String(locker.number),
      path,
      `${path}.number`,
      `number ${locker.number} is taken by`,
      problems,
    );
    if (locker.door) {
      const door = `${locker.door.bus}/${locker.door.board}/${locker.door.lock}`;
      claim(doors, door, path, `${path}.door`, `door ${door} belongs to`, problems);
    }
    problems.push(
      ...placeProblems(cabinet, locker, path),
      ...wiringProblems(cabinet, locker, path),
    );
    cabinet.lockers.slice(0, i).forEach((other) => {
      if (
        other.column === locker.column &&
        other.bottomCm < locker.topCm &&
        locker.bottomCm < other.topCm
      )
        problems.push({ path, message: `locker ${locker.number} overlaps locker ${other.number}` });
    });
  });
  return [...problems, ...screenProblems(cabinet)];
}

function screenProblems(cabinet: Cabinet): Problem[] {
  const { screen, columns, heightCm } = cabinet;
  const problems: Problem[] = [];
  if (screen.column > columns.length)
    problems.push({ path: 'screen.column', message: `there are ${columns.length} columns` });
  if (screen.topCm <= screen.bottomCm)
    problems.push({ path: 'screen.topCm', message: 'the top must be above the bottom' });
  if (screen.topCm > heightCm)
    problems.push({ path: 'screen.topCm', message: `the bank is ${heightCm} cm high` });
  for (const locker of cabinet.lockers)
    if (
      locker.column === screen.column &&
      locker.bottomCm < screen.topCm &&
      screen.bottomCm < locker.topCm
    )
      problems.push({ path: 'screen', message: `the screen overlaps locker ${locker.number}` });
  return problems;
}

function placeProblems(cabinet: Cabinet, locker: CabinetLocker, path: string): Problem[] {
  const problems: Problem[] = [];
  if (locker.column > cabinet.columns.length)
    problems.push({
      path: `${path}.column`,
      message: `there are ${cabinet.columns.length} columns`,
    });
  if (locker.topCm <= locker.bottomCm)
    problems.push({ path: `${path}.topCm`, message: 'the top must be above the bottom' });
  if (locker.topCm > cabinet.heightCm)
    problems.push({ path: `${path}.topCm`, message: `the bank is ${cabinet.heightCm} cm high` });
  return problems;
}

function wiringProblems(cabinet: Cabinet, locker: CabinetLocker, path: string): Problem[] {
  const { door } = locker;
  if (door === null) return [];
  const bus = cabinet.buses.find((candidate) => candidate.id === door.bus);
  if (!bus) return [{ path: `${path}.door.bus`, message: `there is no bus "${door.bus}"` }];
  const board = bus.boards.find((candidate) => candidate.address === door.board);
  if (!board)
    return [{ path: `${path}.door.board`, message: `bus "${bus.id}" has no board ${door.board}` }];
  if (door.lock > board.locks)
    return [
      { path: `${path}.door.lock`, message: `board ${board.address} has ${board.locks} locks` },
    ];
  return [];
}

function claim(
  taken: Map<string, string>,
  key: string,
  owner: string,
  path: string,
  words: string,
  problems: Problem[],
): void {
  const other = taken.get(key);
  if (other === undefined) taken.set(key, owner);
  else problems.push({ path, message: `${words} ${other}` });
}
