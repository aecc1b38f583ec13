import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHubDb, type HubDb } from '../../cloud/database.ts';

/** The databases that a hub runs on: the embedded one, and a real PostgreSQL of this machine. */
export interface HubDatabase {
  readonly name: string;
  /** A new empty database. */
  open(): Promise<HubDb>;
  /** For another connection to the one opened last. */
  url(): string | null;
  stop(): void;
}

export const embedded: HubDatabase = {
  name: 'the embedded PostgreSQL',
  open: () => openHubDb({ folder: 'memory' }),
  url: () => null,
  stop: () => undefined,
};

const VERSIONS = '/usr/lib/postgresql';
const version = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort().at(-1) : undefined;
export const hasPostgres = version !== undefined && process.getuid?.() === 0;

/** A server of its own in a folder of its own, as a user who is not root, on a socket. */
export function startPostgres(): HubDatabase {
  const bin = join(VERSIONS, version ?? '', 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'restante-pg-'));
  const id = (flag: string): number =>
    Number(String(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout).trim());
  const [user, group] = [id('-u'), id('-g')];
  chownSync(folder, user, group);
  const as = (...command: readonly string[]): void => {
    const done = spawnSync(
      'setpriv',
      ['--reuid', `${user}`, '--regid', `${group}`, '--clear-groups', ...command],
      { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    if (done.status !== 0) throw new Error(`${command.join(' ')}: ${done.stderr}`);
  };
  const data = join(folder, 'data');
  as(join(bin, 'initdb'), '-D', data, '-A', 'trust', '-U', 'hub', '--no-sync');
  const settings = `-c listen_addresses= -k ${folder}`;
  as(join(bin, 'pg_ctl'), '-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start');
  let databases = 0;
  const urlOf = (n: number): string => `postgresql://hub@localhost/hub${n}?host=${folder}`;
  return {
    name: 'PostgreSQL',
    async open() {
      databases += 1;
      as(join(bin, 'createdb'), '-h', folder, '-U', 'hub', `hub${databases}`);
      return openHubDb({ url: urlOf(databases) });
    },
    url: () => urlOf(databases),
    stop() {
      as(join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
