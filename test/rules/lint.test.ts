import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import { root } from '../support/program.ts';

/** Each rule of the architecture, shown biting. The text stands in for that of an existing file. */
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: '.eslint/config.js',
  // With `CI` set the parser would read each file from the disk once, and never see our text.
  overrideConfig: {
    languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } },
  },
});

async function broken(filePath: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const LAYERS = 'restante/layers';
const use = (from: string, what = 'thing'): string =>
  `import { ${what} } from '${from}';\nexport const used = ${what};`;

test.each([
  ['the floor imports nothing', 'main/base/clock.ts', '../contract/view.ts'],
  ['contracts import no Node', 'main/contract/view.ts', 'node:fs'],
  ['the screen imports no rules', 'renderer/app.tsx', '../main/session/screen.ts'],
  ['the screen imports no Node', 'renderer/app.tsx', 'node:fs'],
  ['hardware knows no store', 'hardware/bus/engine.ts', '../../db/open.ts'],
  ['native modules stay behind a port', 'hardware/bus/engine.ts', 'serialport'],
  ['the store knows no sessions', 'db/events.ts', '../main/session/screen.ts'],
  ['only one file opens SQLite', 'db/events.ts', 'better-sqlite3'],
  ['rules of lockers know no store', 'main/locker/badge.ts', '../../db/lockers.ts'],
  ['sessions know no Electron', 'main/session/screen.ts', 'electron'],
  ['sessions know no Node', 'main/session/screen.ts', 'node:fs'],
  ['sessions know no values of doors', 'main/session/screen.ts', '../door/door-service.ts'],
  ['what is said knows no Node', 'main/audio/plan.ts', 'node:fs'],
  ['what is said knows no engine', 'main/audio/plan.ts', '../speech/voice.ts'],
  ['what is felt knows no session', 'main/braille/labels.ts', '../session/screen.ts'],
  ['the state of sync is pure', 'main/sync/state.ts', 'node:crypto'],
  ['doors know no driver', 'main/door/door-service.ts', '../../hardware/bus/engine.ts'],
  ['only kiosk.ts names drivers', 'main/people.ts', '../hardware/catalogue.ts'],
  ['only kiosk.ts opens the database', 'main/people.ts', '../db/open.ts'],
  ['the parts do not know the whole', 'main/people.ts', './kiosk.ts'],
  ['the kiosk knows no Electron', 'main/kiosk.ts', 'electron'],
  ['a speech engine knows no kiosk', 'main/speech/voice.ts', '../kiosk.ts'],
  ['a speech engine knows no session', 'main/speech/voice.ts', '../session/screen.ts'],
  ['the hub knows no kiosk', 'cloud/events.ts', '../main/kiosk.ts'],
  ['the hub knows no store of a kiosk', 'cloud/events.ts', '../db/events.ts'],
  ['the keys of the window know no kiosk', 'main/host/window-keys.ts', '../kiosk.ts'],
  ['no simulator in what ships', 'main/kiosk.ts', '../hardware/simulator/bank.ts'],
  ['no simulator in a driver', 'hardware/badge-reader/line/driver.ts', './simulator.ts'],
])('%s', async (_rule, file, from) => {
  expect(await broken(file, use(from))).toContain(LAYERS);
});

test.each([
  ['a neighbour', 'main/session/screen.ts', './messages.ts'],
  ['what a layer may use', 'main/door/door-service.ts', '../../db/door-operations.ts'],
  ['drivers in kiosk.ts', 'main/kiosk.ts', '../hardware/catalogue.ts'],
])('%s is allowed', async (_rule, file, from) => {
  expect(await broken(file, use(from))).not.toContain(LAYERS);
});

test('types of a door may be known to a session', async () => {
  const code =
    "import type { DoorService } from '../door/door-service.ts';\nexport type A = DoorService;";
  expect(await broken('main/session/screen.ts', code)).not.toContain(LAYERS);
});

test.each([
  ['time', 'export const t = Date.now();', 'no-restricted-properties'],
  ['the date', 'export const t = new Date();', 'no-restricted-syntax'],
  ['chance', 'export const r = Math.random();', 'no-restricted-properties'],
  ['random ids', 'export const r = crypto.randomUUID();', 'no-restricted-properties'],
  ['timers', 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
  ['intervals', 'setInterval(() => undefined, 1);', 'no-restricted-globals'],
  ['default exports', 'export default 1;', 'no-restricted-syntax'],
  ['any', 'export const a: any = 1;', '@typescript-eslint/no-explicit-any'],
  [
    'a promise that nobody waits for',
    'export function f(): void { Promise.resolve(1); }',
    '@typescript-eslint/no-floating-promises',
  ],
  ['SQL', "export const q = 'select a from events';", 'no-restricted-syntax'],
  ['SQL in a template', 'export const q = `delete from events`;', 'no-restricted-syntax'],
  ['a long file', '// line\n'.repeat(301), 'max-lines'],
])('%s outside its place is refused', async (_what, code, rule) => {
  expect(await broken('main/people.ts', code)).toContain(rule);
});

const result = `import { err, ok, type Result } from './base/result.ts';
function open(): Result<number, string> { return Math.abs(1) > 0 ? ok(1) : err('no'); }
async function later(): Promise<Result<number, string>> { return open(); }
`;

test.each([
  ['a call', 'open();'],
  ['a call whose outcome is thrown away', 'void open();'],
  ['a call that was waited for', 'export async function f(): Promise<void> { await later(); }'],
])('an unused Result of %s is refused', async (_what, code) => {
  expect(await broken('main/people.ts', `${result}${code}`)).toContain('restante/no-unused-result');
});

test('a Result that somebody looks at is fine', async () => {
  const code = `${result}export const good = open().ok;`;
  expect(await broken('main/people.ts', code)).not.toContain('restante/no-unused-result');
});

test('SQL is at home in the store', async () => {
  const code = "export const q = 'select a from events';";
  expect(await broken('db/events.ts', code)).not.toContain('no-restricted-syntax');
});
