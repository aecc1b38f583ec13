import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasChromium, openChromium, portrait } from '../support/chromium.ts';
import { demo, eventually, temporaryFolder, type Folder } from '../support/product.ts';
import { runProgram, runToEnd } from '../support/program.ts';

/** `npm start`, as somebody who has just cloned the repository meets it. */
const start = 'main/start/start.mjs';
const BAD_INPUT = 2;

interface Ready {
  readonly kiosk: string;
  readonly bench: string;
  readonly hub: string;
  readonly pid: number;
}

let folder: Folder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('npm start', () => {
  test.skipIf(!hasChromium)(
    'gives a kiosk, a bench and a hub; and the kiosk comes back by itself when it is killed',
    async () => {
      const product = await runProgram<Ready>([start, '--host', 'serve', '--data', folder.in('d')]);
      const { kiosk, bench, hub, pid } = product.ready;
      const browser = await openChromium();
      const page = await browser.newPage({ viewport: portrait });
      await page.goto(kiosk);
      await page.waitForSelector('[data-screen=home]');

      const hands = await browser.newPage();
      await hands.goto(bench);
      await hands.getByRole('button', { name: /Ada Quill/ }).click();
      await page.waitForSelector('[data-screen=takeParcel]');

      process.kill(pid, 'SIGKILL');
      await page.waitForSelector('[data-screen=home]', { timeout: 10_000 });
      // The first click takes the parcel out, the second shuts the door.
      const door = hands.locator(`[data-locker="${demo.ada.locker}"]`);
      await door.click();
      await hands.getByText('is open and empty').waitFor();
      await door.click();

      const records = await browser.newPage();
      await records.goto(hub);
      await records.getByRole('link').first().click();
      await eventually('the pickup on the hub’s page', async () => {
        await records.goto(records.url());
        return (await records.textContent('body'))?.includes('Picked up') ?? false;
      });
      await browser.close();
      expect(await product.stop()).toBe(0);
    },
  );

  test('names every bad flag and starts nothing', async () => {
    const ended = await runToEnd([
      start,
      ...['--host', 'toaster', '--port', '99999', '--hub', 'nowhere', '--cabinet', '/no/such'],
      ...['--data', folder.in('d')],
    ]);
    expect(ended.code).toBe(BAD_INPUT);
    for (const flag of ['--host:', '--port:', '--hub:', '--cabinet:'])
      expect(ended.output).toContain(flag);
    expect(existsSync(folder.in('d'))).toBe(false);
  });

  test('names every fault of a cabinet or seed file with its place, and applies none of it', async () => {
    const cabinet = folder.file('cabinet.json', {
      model: '',
      columns: [{ widthCm: -1 }],
      heightCm: 'tall',
    });
    const badCabinet = await runToEnd([
      start,
      ...['--host', 'serve', '--cabinet', cabinet, '--data', folder.in('a')],
    ]);
    expect(badCabinet.code).toBe(BAD_INPUT);
    for (const place of ['model', 'columns[0].widthCm', 'heightCm', 'lockers'])
      expect(badCabinet.output).toContain(place);

    const seed = folder.file('seed.json', {
      contacts: [{ id: 'a', name: '' }],
      parcels: [{ id: 'p', contactId: 'nobody', locker: 999 }],
    });
    const badSeed = await runToEnd([
      start,
      ...['--host', 'serve', '--seed', seed, '--data', folder.in('b')],
    ]);
    expect(badSeed.code).toBe(BAD_INPUT);
    for (const place of ['contacts[0].name', 'parcels[0]']) expect(badSeed.output).toContain(place);
    expect(existsSync(folder.in('b/restante.db'))).toBe(false);
  });
});
