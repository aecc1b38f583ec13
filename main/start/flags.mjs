import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root, stop } from './setup.mjs';

/** What `npm start` can be told, by flag or by environment. */
export const help = `npm start [-- options]

  --cabinet FILE   the bank of lockers (default: a simulated bank of 24); a real cabinet's file names its ports
  --data DIR       where the kiosk keeps its database, keys and logs (default: .data)
  --seed FILE      people and parcels for a first start (default: the demo people, with the default cabinet)
  --host HOST      electron: a window · browser: a browser in kiosk mode · serve: only serve it, open nothing
                   (default: the first of these that this machine can do)
  --port N         the port of the kiosk's page on 127.0.0.1 (default: any free one)
  --hub URL|off    the hub (default: one of its own, on this machine, with the demo)
  --enrol CODE     the one-time code that binds this kiosk to a bank of that hub

Each can be given by environment as well: RESTANTE_CABINET, RESTANTE_DATA, RESTANTE_SEED, RESTANTE_HOST,
RESTANTE_PORT, RESTANTE_HUB, RESTANTE_ENROL. A flag wins.
`;

const names = ['cabinet', 'data', 'seed', 'host', 'port', 'hub', 'enrol'];
const hosts = ['electron', 'browser', 'serve'];

export function readFlags(argv) {
  let flags;
  try {
    flags = parseArgs({
      args: argv,
      options: {
        help: { type: 'boolean', short: 'h' },
        ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
      },
    }).values;
  } catch (error) {
    return stop(`${error.message}\n\n${help}`);
  }
  if (flags.help) {
    process.stdout.write(help);
    process.exit(0);
  }
  const given = (name) =>
    flags[name] ?? (process.env[`RESTANTE_${name.toUpperCase()}`] || undefined);
  const wrong = [];
  const file = (name) => {
    const path = given(name);
    if (path !== undefined && !existsSync(path)) wrong.push(`--${name}: there is no file ${path}`);
    return path === undefined ? undefined : resolve(path);
  };
  const options = {
    cabinet: file('cabinet'),
    seed: file('seed'),
    data: resolve(given('data') ?? join(root, '.data')),
    host: given('host'),
    port: given('port') ?? '0',
    hub: given('hub'),
    enrol: given('enrol'),
  };
  if (options.host !== undefined && !hosts.includes(options.host))
    wrong.push(`--host: must be one of ${hosts.join(', ')}, not "${options.host}"`);
  if (!/^\d{1,5}$/.test(options.port) || Number(options.port) > 65_535)
    wrong.push(`--port: must be a number from 0 to 65535, not "${options.port}"`);
  if (options.hub !== undefined && options.hub !== 'off' && !/^https?:\/\/\S+$/.test(options.hub))
    wrong.push(`--hub: must be an http(s) URL or "off", not "${options.hub}"`);
  if (wrong.length > 0) stop(wrong.join('\nrestante: '));
  return options;
}
