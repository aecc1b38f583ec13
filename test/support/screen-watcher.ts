import { WebSocket } from 'ws';
import type { KioskView } from '../../main/contract/view.ts';
import type { FromScreen, ToScreen } from '../../main/contract/screen-link.ts';
import { eventually } from './product.ts';

/** A screen without pixels: sees every view of a served kiosk and can press what a person could. */
export interface ScreenWatcher {
  view(): KioskView | null;
  shows(screen: string, withinMs?: number): Promise<KioskView>;
  press(item: string): void;
  close(): void;
}

export async function watchScreen(kioskUrl: string): Promise<ScreenWatcher> {
  const url = new URL(kioskUrl);
  const token = url.searchParams.get('token') ?? url.hash.replace(/^#(token=)?/, '');
  const socket = new WebSocket(`ws://${url.host}/screen?token=${token}`, { origin: url.origin });
  let view: KioskView | null = null;
  const send = (message: FromScreen): void => socket.send(JSON.stringify(message));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer, isSound) => {
    if (isSound) return;
    const message = JSON.parse(data.toString('utf8')) as ToScreen;
    if (message.type === 'ping') send({ type: 'pong', id: message.id });
    else if (message.type === 'view') {
      view = message.view;
      send({ type: 'painted', view: message.view.number });
    }
  });
  await eventually('a first view', () => view !== null);
  return {
    view: () => view,
    shows: (screen, withinMs) =>
      eventually(`the screen ${screen}`, () => (view?.screen === screen ? view : null), withinMs),
    press: (item) =>
      send({ type: 'intent', intent: { type: 'press', view: view?.number ?? -1, item } }),
    close: () => socket.close(),
  };
}
