import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchCommand, BenchState } from '../../main/contract/bench.ts';
import { root, runProgram, type Program } from './program.ts';

/**
 * The whole product as it runs in a cabinet: the bank in one process (steel behind pseudo-terminals),
 * the hub in another, the kiosk in a third.
 */
export const demo = {
  cabinet: join(root, 'assets', 'cabinets', 'atrium-24.json'),
  seed: join(root, 'assets', 'seed', 'demo.json'),
  /** One parcel, in locker 9. */
  ada: { badge: '04A1B2C3', locker: 9 },
} as const;

export interface Bank {
  readonly resolved: string;
  readonly url: string;
  do(command: BenchCommand): Promise<BenchState>;
  state(): Promise<BenchState>;
  door(locker: number): Promise<BenchState['doors'][number]>;
  /** Unlock frames that the boards of this bank have understood, ever. */
  unlocks(): Promise<number>;
  stop(): Promise<void>;
}

export async function startBank(
  options: {
    /** `both`: by turns, in the order of the cabinet file. */
    readonly transport?: 'pty' | 'tcp' | 'both';
    readonly cabinet?: string;
    /** People on the bench, and parcels that lie in the lockers. */
    readonly seed?: string;
  } = {},
): Promise<Bank> {
  const program = await runProgram<{ bench: string; resolved: string }>([
    'hardware/simulator/main.ts',
    ...['--cabinet', options.cabinet ?? demo.cabinet, '--seed', options.seed ?? demo.seed],
    ...['--transport', options.transport ?? 'pty', '--with-parent'],
  ]);
  const url = program.ready.bench;
  const state = async (): Promise<BenchState> =>
    (await (await fetch(`${url}api/state`)).json()) as BenchState;
  return {
    url,
    resolved: program.ready.resolved,
    state,
    async do(command) {
      const response = await fetch(`${url}api/do`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(command),
      });
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as BenchState;
    },
    async door(locker) {
      const found = (await state()).doors.find((door) => door.locker === locker);
      if (!found) throw new Error(`no locker ${locker}`);
      return found;
    },
    unlocks: async () => (await state()).buses.reduce((sum, bus) => sum + bus.unlocks, 0),
    stop: async () => void (await program.stop()),
  };
}

export interface HubEvent {
  readonly logId: string;
  readonly hash: string;
  readonly seq: number;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface Hub {
  readonly url: string;
  readonly bankId: string;
  enrolmentCode(): Promise<string>;
  directive(kind: string, payload: unknown): Promise<void>;
  /** Oldest first. */
  events(): Promise<readonly HubEvent[]>;
  stop(): Promise<void>;
}

const ADMIN = 'test-administrator';

/** The hub with one bank; on the database of that URL, else on an embedded one in its folder. */
export async function startHub(folder: string, port = 0, database = ''): Promise<Hub> {
  const program = await runProgram<{ hub: string }>(
    ['cloud/hub.ts', '--data', folder, '--port', String(port), '--with-parent'],
    { env: { RESTANTE_ADMIN_TOKEN: ADMIN, DATABASE_URL: database } },
  );
  const url = program.ready.hub;
  async function ask<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}/v1/admin/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  const { banks } = await ask<{ banks: readonly { id: string }[] }>('banks');
  const bankId =
    banks[0]?.id ?? (await ask<{ bankId: string }>('banks', { name: 'Atrium' })).bankId;
  return {
    url,
    bankId,
    enrolmentCode: async () => (await ask<{ code: string }>(`banks/${bankId}/enrolment`, {})).code,
    directive: async (kind, payload) =>
      void (await ask(`banks/${bankId}/directives`, { kind, payload })),
    events: async () =>
      [...(await ask<{ events: HubEvent[] }>(`banks/${bankId}/events?limit=500`)).events].sort(
        (a, b) => a.seq - b.seq,
      ),
    stop: async () => void (await program.stop()),
  };
}

export interface KioskArguments {
  readonly bank: Pick<Bank, 'resolved'>;
  readonly data: string;
  readonly hub?: string;
  readonly enrol?: string;
  readonly seed?: string | null;
}

/** The kiosk's flags, the same for every host. */
export function kioskArguments(options: KioskArguments): readonly string[] {
  const seed = options.seed === undefined ? demo.seed : options.seed;
  return [
    ...['--cabinet', options.bank.resolved, '--data', options.data],
    ...(seed === null ? [] : ['--seed', seed]),
    ...(options.hub === undefined ? [] : ['--hub', options.hub]),
    ...(options.enrol === undefined ? [] : ['--enrol', options.enrol]),
    '--with-parent',
  ];
}

/** The kiosk behind a browser's door. */
export function startServedKiosk(options: KioskArguments): Promise<Program<{ kiosk: string }>> {
  return runProgram(['main/headless.ts', ...kioskArguments(options)]);
}

export interface Folder {
  readonly path: string;
  in(name: string): string;
  file(name: string, content: unknown): string;
  remove(): void;
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'restante-test-'));
  return {
    path,
    in: (name) => join(path, name),
    file: (name, content) => {
      writeFileSync(
        join(path, name),
        typeof content === 'string' ? content : JSON.stringify(content),
      );
      return join(path, name);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Waits for something of another process; says what it waited for when it never comes. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | false> | T | null | false,
  withinMs = 15_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
