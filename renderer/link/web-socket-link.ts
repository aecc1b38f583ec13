import { readSoundFrame } from '../../main/contract/sound-frame.ts';
import { toScreenSchema, type ScreenLink, type ToScreen } from '../../main/contract/screen-link.ts';

/** The same messages over a WebSocket to the kiosk on this machine; it reconnects for ever. */
const AGAIN_AFTER_MS = 500;
const REPLACED = 4_001;

export function webSocketLink(page: Location): ScreenLink {
  const token = new URLSearchParams(page.search).get('token') ?? '';
  const listeners = new Set<(message: ToScreen) => void>();
  let socket = open();

  function open(): WebSocket {
    const fresh = new WebSocket(`ws://${page.host}/screen?token=${encodeURIComponent(token)}`);
    fresh.binaryType = 'arraybuffer';
    fresh.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = toScreenSchema.safeParse(
        data instanceof ArrayBuffer ? readSoundFrame(data) : JSON.parse(String(data)),
      );
      if (message.success) for (const listener of listeners) listener(message.data);
    });
    fresh.addEventListener('close', (event) => {
      // Another window has become the screen; two would fight over it.
      if (event.code === REPLACED) return;
      setTimeout(() => (socket = open()), AGAIN_AFTER_MS);
    });
    return fresh;
  }

  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    receive(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
