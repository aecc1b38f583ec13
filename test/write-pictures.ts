import { join } from 'node:path';
import { landscape, openChromium, portrait } from './support/chromium.ts';
import { demo, startBank, startHub, startServedKiosk, temporaryFolder } from './support/product.ts';
import { root } from './support/program.ts';

/** `npm run pictures`: the README's screenshots, taken of the running product. */
const into = (name: string): string => join(root, 'assets', 'pictures', `${name}.png`);
const SETTLED_MS = 900;
const { badge, locker } = demo.ada;
const folder = temporaryFolder();
const hub = await startHub(folder.in('hub'));
const bank = await startBank({ transport: 'tcp' });
const kiosk = await startServedKiosk({
  bank,
  data: folder.in('kiosk'),
  hub: hub.url,
  enrol: await hub.enrolmentCode(),
});
const browser = await openChromium();
const page = await browser.newPage({ viewport: portrait });
await page.goto(kiosk.ready.kiosk);
const shows = (screen: string) => page.waitForSelector(`[data-screen=${screen}]`);
const picture = async (name: string): Promise<void> => {
  await page.waitForTimeout(SETTLED_MS);
  await page.screenshot({ path: into(name), scale: 'css' });
};
await shows('home');
await picture('home');
await bank.do({ do: 'tap', reader: 'reader', badge });
await shows('takeParcel');
await picture('take');
const bench = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
await bench.goto(bank.url);
await bench.locator(`[data-locker="${locker}"]`).click();
await bench.waitForTimeout(SETTLED_MS);
await bench.screenshot({ path: into('bench') });
await page.setViewportSize(landscape);
await picture('take-landscape');
await bank.do({ do: 'shut', locker });
await shows('thanks');
await browser.close();
await kiosk.stop();
await bank.stop();
await hub.stop();
folder.remove();
