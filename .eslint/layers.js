/**
 * Who may import whom. The first matching entry decides for a file; `may` lists folders or files,
 * `types` those of which only types may be taken, `packages` what may come from outside.
 * A file may import its neighbours in the same folder, except those in `never`.
 */
const NODE = 'node:*';
const ENTRIES = ['main/kiosk.ts', 'main/electron.ts', 'main/headless.ts', 'main/preload.ts'];
const PURE = ['main/base', 'main/contract'];

export const layers = [
  // The floor.
  { in: 'main/base', may: [], packages: [NODE] },
  { in: 'main/contract', may: ['main/base'], packages: ['zod'] },
  // Pure rules: no Node, no Electron, no store, no drivers.
  { in: 'main/locker', may: [...PURE, 'main/locker'], packages: [] },
  {
    in: 'main/session',
    may: [...PURE, 'main/locker', 'main/session', 'assets/locales'],
    types: ['main/door'],
    packages: ['xstate', 'intl-messageformat'],
  },
  // From what is seen to what is said; voices and ears come in as values.
  {
    in: 'main/audio',
    may: [...PURE, 'main/locker', 'main/session', 'main/audio'],
    packages: ['xstate'],
  },
  { in: 'main/sync/state.ts', may: PURE, packages: [] },
  { in: 'main/door/operation.ts', may: PURE, packages: [] },
  // The world around the rules.
  {
    in: 'main/door',
    may: [...PURE, 'main/locker', 'main/door', 'main/record.ts', 'db'],
    types: ['hardware/device.ts', 'db/open.ts'],
    packages: [],
  },
  {
    in: 'main/sync',
    may: [...PURE, 'main/locker', 'main/secrets.ts', 'db'],
    types: ['db/open.ts'],
    packages: ['zod', 'jose', 'eventsource-parser', NODE],
  },
  {
    in: 'main/preload.ts',
    may: [],
    types: ['main/contract'],
    never: ['main'],
    packages: ['electron'],
  },
  {
    in: 'main/electron.ts',
    may: ['main/base', 'main/host'],
    types: ['main/kiosk.ts'],
    never: ['main'],
    packages: ['electron', NODE],
  },
  { in: 'main/headless.ts', may: ['main/base', 'main/host'], never: ['main'], packages: [NODE] },
  {
    in: 'main/host/shell-policy.ts',
    may: ['main/base'],
    packages: ['electron', NODE],
  },
  {
    in: 'main/host/window-keys.ts',
    may: ['main/base', 'main/host/wedge-filter.ts'],
    packages: ['electron'],
  },
  {
    in: 'main/host',
    may: [
      ...PURE,
      'main/speech/open-voice.ts',
      'main/kiosk.ts',
      'hardware/port/open-port.ts',
      'package.json',
    ],
    packages: ['pino', 'ws', 'zod', NODE],
  },
  // Words into sound; nobody but the hosts knows which engine spoke.
  {
    in: 'main/speech',
    may: [...PURE, 'main/speech', 'assets/locales'],
    packages: ['zod', NODE],
  },
  // The tactile kit at the command line: a cabinet file becomes sheets of labels.
  {
    in: 'main/braille',
    may: [...PURE, 'main/braille', 'assets/braille'],
    packages: [NODE],
  },
  { in: 'main/start', may: ['package.json'], packages: ['vite', NODE] },
  // The inspector at the command line: frames and labels in words, without a kiosk.
  {
    in: 'main/explain',
    may: [...PURE, 'main/locker', 'hardware/inspector.ts', 'hardware/explain.ts'],
    packages: [NODE],
  },
  // The only file that names concrete drivers and opens the database.
  {
    in: 'main/kiosk.ts',
    may: [
      ...PURE,
      'main/audio',
      'main/counter',
      'main/locker',
      'main/door',
      'main/service',
      'main/session',
      'main/sync',
      'db',
      'hardware',
    ],
    never: ENTRIES,
    packages: [NODE],
  },
  // The service menu's back end; drivers come in as values from main/kiosk.ts.
  {
    in: 'main/service',
    may: [
      ...PURE,
      'main/locker',
      'main/door',
      'main/badges.ts',
      'main/record.ts',
      'main/secrets.ts',
      'db',
    ],
    types: ['db/open.ts', 'hardware/device.ts', 'main/session/service-world.ts'],
    packages: ['zod', NODE],
  },
  // What the stories of people ask of the store.
  {
    in: 'main/counter',
    may: [
      ...PURE,
      'main/locker',
      'main/door',
      'main/badges.ts',
      'main/record.ts',
      'main/secrets.ts',
      'main/session/timeouts.ts',
      'db',
    ],
    types: ['db/open.ts', 'main/session', 'main/codes.ts'],
    packages: [],
  },
  // The kiosk's parts: they ask the store and the rules, and know no driver.
  {
    in: 'main',
    may: [
      ...PURE,
      'main/audio',
      'main/counter',
      'main/locker',
      'main/session',
      'main/door',
      'main/service',
      'main/sync',
      'db',
    ],
    never: ENTRIES,
    types: ['db/open.ts', 'hardware/device.ts'],
    packages: ['zod', NODE],
  },
  // The store: events are opaque rows to it.
  { in: 'db/open.ts', may: ['main/base', 'db'], packages: ['better-sqlite3', NODE] },
  { in: 'db', may: ['main/base', 'db'], packages: [NODE], packageTypes: ['better-sqlite3'] },
  // Hardware: native modules only behind a port.
  {
    in: 'hardware/port',
    may: ['main/base'],
    packages: ['serialport', '@serialport/*', 'node-hid', 'pcsc-mini', NODE],
  },
  // Steel to try it on; in no package (architecture: a simulator lives outside production code).
  {
    in: 'hardware/simulator',
    may: [...PURE, 'main/locker', 'main/host/web-page.ts', 'hardware'],
    packages: [NODE],
  },
  {
    in: 'hardware/*/*/simulator.ts',
    may: ['main/base', 'hardware'],
    packages: [],
  },
  { in: 'hardware', may: ['main/base', 'hardware'], packages: [NODE] },
  // The screen draws views; it has no Node and no network.
  {
    in: 'renderer',
    may: ['main/contract', 'renderer'],
    packages: [
      'react',
      'react-dom',
      'uqr',
      '@fontsource-variable/*',
      'vite',
      '@vitejs/*',
      'node:path',
    ],
    only: { 'node:path': '*vite.config.ts' },
  },
  // The hub knows what crosses the wire, and nothing of a kiosk.
  {
    in: 'cloud',
    may: [...PURE, 'cloud'],
    packages: ['fastify', 'pg', 'kysely', '@electric-sql/pglite', 'jose', 'zod', NODE],
  },
];

/** Walls for everybody, layer or not. */
export const closed = [
  {
    to: ['hardware/simulator', 'hardware/*/*/simulator.ts'],
    from: ['hardware/simulator', 'hardware/*/*/simulator.ts', 'test'],
    why: 'simulators are not part of what ships',
  },
];
