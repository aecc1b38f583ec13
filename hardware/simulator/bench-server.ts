import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  benchCommandSchema,
  type BenchCommand,
  type BenchState,
} from '../../main/contract/bench.ts';
import type { Cabinet } from '../../main/contract/cabinet.ts';
import { checked, problemText } from '../../main/contract/problems.ts';
import type { Seed } from '../../main/contract/seed.ts';
import { pageFile, requestUrl, securityHeaders } from '../../main/host/web-page.ts';
import { bankPicture } from '../../main/locker/picture.ts';
import type { SimulatedBank, SimulatedReader, SimulatedScanner } from './bank.ts';
import type { SimulatedDoor } from './door.ts';
import type { FrameEntry } from '../device.ts';
import { busFaults } from './faults.ts';
import { frameInWords } from './frame-in-words.ts';
import type { ServedBank } from './serve.ts';

/** The bench: the hands of people and of tests on the simulated steel, over HTTP on this machine. */
export interface BenchOptions {
  readonly bank: SimulatedBank;
  readonly served: ServedBank;
  readonly cabinet: Cabinet;
  readonly seed: Seed | null;
  readonly port: number;
  /** The built bench page. */
  readonly folder: string;
}

export interface BenchServer {
  readonly url: string;
  close(): Promise<void>;
}

const FRAMES_SHOWN = 30;
const LARGEST_COMMAND_BYTES = 4_096;

export async function serveBench(options: BenchOptions): Promise<BenchServer> {
  const { bank, served } = options;
  const unplugged = new Set<string>();
  const watching = new Set<ServerResponse>();
  const doors = new Map<number, SimulatedDoor>();
  for (const locker of options.cabinet.lockers)
    if (locker.door && bank.buses.has(locker.door.bus))
      doors.set(locker.number, bank.door(locker.door));

  let told = false;
  bank.onChange(() => {
    if (told) return;
    told = true;
    queueMicrotask(() => {
      told = false;
      const text = `data: ${JSON.stringify(state())}\n\n`;
      for (const response of watching) response.write(text);
    });
  });

  function state(): BenchState {
    return {
      picture: bankPicture(options.cabinet, {
        doors: (number) => (doors.get(number)?.state().leaf === 'open' ? 'open' : 'closed'),
        lit: [],
        emphasis: 'map',
      }),
      doors: [...doors].map(([locker, door]) => ({ locker, ...door.state() })),
      buses: [...bank.buses.values()].map((bus) => ({
        id: bus.id,
        plugged: !unplugged.has(bus.id),
        faults: [...bus.faults()],
        allFaults: [...busFaults],
        unlocks: bus.unlockFrames().length,
        frames: bus
          .frames()
          .slice(-FRAMES_SHOWN)
          .map((frame) => ({ ...frame, meaning: meaningOf(bus.id, frame) })),
      })),
      readers: [...bank.readers.values()].map(talker),
      scanners: [...bank.scanners.values()].map(talker),
      keypads: [...bank.keypads.values()].map(({ id, profile, headphones }) => ({
        id,
        plugged: !unplugged.has(id),
        label: profile.label,
        keys: Object.entries(profile.keys).map(([key, action]) => ({ key, action })),
        headphones: headphones(),
        sensesJack: profile.jack !== null,
      })),
      people: peopleOf(options.seed),
    };
  }

  function talker(device: SimulatedReader | SimulatedScanner): BenchState['readers'][number] {
    const { id } = device;
    const faults = [...(device.faults?.() ?? [])];
    return { id, plugged: !unplugged.has(id), faults, allFaults: [...(device.allFaults ?? [])] };
  }

  function meaningOf(bus: string, frame: FrameEntry): string {
    const protocol = options.cabinet.buses.find(({ id }) => id === bus)?.protocol;
    return protocol === undefined ? '' : frameInWords(protocol, frame);
  }

  /** Does what was asked; gives what was wrong with it, or null. */
  async function perform(command: BenchCommand): Promise<string | null> {
    if (command.do === 'tap') {
      const reader = bank.readers.get(command.reader);
      if (!reader) return `reader: there is no simulated reader "${command.reader}"`;
      if (reader.tap(command.badge)) return null;
      return `badge: no card of this reader has the number "${command.badge}"`;
    }
    if (command.do === 'scan') {
      const scanner = bank.scanners.get(command.scanner);
      if (!scanner) return `scanner: there is no simulated scanner "${command.scanner}"`;
      scanner.scan(command.text);
      return null;
    }
    if (command.do === 'key' || command.do === 'jack') {
      const keypad = bank.keypads.get(command.keypad);
      if (!keypad) return `keypad: there is no simulated keypad "${command.keypad}"`;
      if (command.do === 'jack') keypad.jack(command.on);
      else if (Object.hasOwn(keypad.profile.keys, command.key)) keypad.press(command.key);
      else return `key: this keypad has no key "${command.key}"`;
      return null;
    }
    if (command.do === 'plug') {
      const devices = [bank.buses, bank.readers, bank.scanners, bank.keypads];
      if (!devices.some((each) => each.has(command.device)))
        return `device: there is no simulated device "${command.device}"`;
      if (command.on) unplugged.delete(command.device);
      else unplugged.add(command.device);
      await (command.on ? served.plug(command.device) : served.unplug(command.device));
      return null;
    }
    if (command.do === 'fault') {
      const { device: id, fault, on } = command;
      const bus = bank.buses.get(id);
      const device = bank.readers.get(id) ?? bank.scanners.get(id);
      if (!bus && !device) return `device: there is no simulated bus, reader or scanner "${id}"`;
      const known: readonly string[] = bus ? busFaults : (device?.allFaults ?? []);
      if (!known.includes(fault)) return `fault: must be one of ${known.join(', ')}`;
      const ofBus = busFaults.find((name) => name === fault);
      if (bus && ofBus) bus.setFault(ofBus, on);
      device?.setFault?.(fault, on);
      return null;
    }
    const door = doors.get(command.locker);
    if (!door) return `locker: there is no simulated locker ${command.locker}`;
    moveDoor(door, command);
    return null;
  }

  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = requestUrl(request);
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
      return void response.writeHead(421).end();
    if (request.method === 'GET' && pathname === '/api/state') return json(response, 200, state());
    if (request.method === 'GET' && pathname === '/api/watch') return watch(response);
    if (request.method === 'POST' && pathname === '/api/do') return act(request, response);
    const file = request.method === 'GET' ? pageFile(options.folder, pathname) : null;
    if (!file) return json(response, 404, { error: `nothing at ${pathname}` });
    response.writeHead(200, { ...securityHeaders("'self'"), 'content-type': file.type });
    response.end(file.body);
  }

  function watch(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`data: ${JSON.stringify(state())}\n\n`);
    watching.add(response);
    response.on('close', () => watching.delete(response));
  }

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page of another origin cannot send this content type without asking first.
    if (request.headers['content-type'] !== 'application/json')
      return json(response, 415, { error: 'content-type must be application/json' });
    const command = checked<BenchCommand>(benchCommandSchema, await bodyOf(request));
    if (!command.ok) return json(response, 400, { error: command.error.map(problemText) });
    const wrong = await perform(command.value);
    if (wrong !== null) return json(response, 400, { error: [wrong] });
    json(response, 200, state());
  }

  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type DoorCommand = Extract<BenchCommand, { readonly locker: number }>;

function moveDoor(door: SimulatedDoor, command: DoorCommand): void {
  switch (command.do) {
    case 'shut':
      return door.shut();
    case 'open':
      return door.open();
    case 'force':
      return door.force();
    case 'jam':
      return door.jam(command.on);
    case 'spring':
      return door.setSpring(command.on);
    case 'item':
      return door.putItem(command.on);
    case 'stickSensor':
      return door.stickSensor(command.state);
  }
}

function peopleOf(seed: Seed | null): BenchState['people'] {
  if (!seed) return [];
  const recipients = seed.contacts.flatMap((contact) => {
    const lockers = seed.parcels
      .filter((parcel) => parcel.contactId === contact.id)
      .map((parcel) => parcel.locker);
    const code = seed.codes.find(({ contactId }) => contactId === contact.id)?.number ?? null;
    const note = lockers.length === 0 ? 'Nothing waits' : `${lockers.length} parcels`;
    return contact.badges.map((badge) => ({ name: contact.name, badge, lockers, note, code }));
  });
  const staff = seed.users.flatMap(({ name, badges, role }) =>
    badges.map((badge) => ({ name, badge, lockers: [], note: role, code: null })),
  );
  return [...recipients, ...staff];
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > LARGEST_COMMAND_BYTES) return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
