import type { ScreenLink } from '../../main/contract/screen-link.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in a browser. */
    readonly restante?: ScreenLink;
  }
}

export function electronLink(): ScreenLink | null {
  return window.restante ?? null;
}
