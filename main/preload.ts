import { contextBridge, ipcRenderer } from 'electron';
import type { FromScreen, ScreenLink, ToScreen } from './contract/screen-link.ts';

/** The only thing that the page can reach outside itself: messages to and from the kiosk. */
const link: ScreenLink = {
  send: (message: FromScreen) => ipcRenderer.send('screen', message),
  receive(listener: (message: ToScreen) => void) {
    const forward = (_event: unknown, message: ToScreen): void => listener(message);
    ipcRenderer.on('screen', forward);
    ipcRenderer.send('screen-ready');
    return () => void ipcRenderer.off('screen', forward);
  },
};

contextBridge.exposeInMainWorld('restante', link);
