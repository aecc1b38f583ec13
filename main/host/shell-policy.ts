import type { App, Protocol, Session, WebContents } from 'electron';
import { assert } from '../base/assert.ts';
import { pageFile, securityHeaders } from './web-page.ts';

/** What the window may do: show the app's own files. Everything else is denied. */
export const SCHEME = 'restante';
export const APP_ORIGIN = `${SCHEME}://app`;

/** Serves the built screen under the app's own protocol, and nothing else under it. */
export function serveApp(protocol: Protocol, folder: string): void {
  protocol.handle(SCHEME, (request) => {
    const url = new URL(request.url);
    const file =
      url.host === 'app' && request.method === 'GET' ? pageFile(folder, url.pathname) : null;
    if (!file) return new Response('not here', { status: 404, headers: securityHeaders("'none'") });
    return new Response(new Uint8Array(file.body), {
      headers: { ...securityHeaders("'none'"), 'content-type': file.type },
    });
  });
}

/**
 * Our own page may know the names of the sound cards and choose one, so that words go into the
 * keypad's. Asking for a microphone goes through the request handler, which denies it as ever.
 */
export function allowSoundCards(session: Session): void {
  session.setPermissionCheckHandler(
    (_contents, permission, origin, { mediaType }) =>
      origin.replace(/\/$/, '') === APP_ORIGIN &&
      ((permission as string) === 'speaker-selection' ||
        (permission === 'media' && mediaType === 'audio')),
  );
}

/** Permissions are granted unless a handler denies them, so every handler is set. */
export function denyEverything(app: App, session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  for (const kind of ['select-hid-device', 'select-serial-port', 'select-usb-device'] as const)
    session.on(kind as 'select-hid-device', (event, _details, choose) => {
      event.preventDefault();
      choose('');
    });
  // Any request that is not for the app's own files goes nowhere.
  session.webRequest.onBeforeRequest((details, decide) =>
    decide({
      cancel: !details.url.startsWith(`${APP_ORIGIN}/`) && !details.url.startsWith('data:'),
    }),
  );
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    const refuse = (event: { preventDefault(): void; readonly url?: string }): void => {
      if (!event.url?.startsWith(`${APP_ORIGIN}/`)) event.preventDefault();
    };
    contents.on('will-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('before-input-event', (event, input) => {
      // No reload, no zoom, no printing, no leaving full screen; plain keys pass.
      if (input.control || input.meta || input.alt || /^F\d+$/.test(input.key))
        event.preventDefault();
    });
    contents.on('context-menu', (event) => event.preventDefault());
    void contents.setVisualZoomLevelLimits(1, 1);
  });
}

/** Asserted at each start: a careless edit of the window must not go unnoticed. */
export function assertSafe(contents: WebContents): void {
  const preferences = (
    contents as unknown as { getLastWebPreferences(): WebPreferences }
  ).getLastWebPreferences();
  assert(preferences.contextIsolation === true, 'the window isolates its context');
  assert(preferences.sandbox === true, 'the window is sandboxed');
  assert(preferences.nodeIntegration !== true, 'the window has no Node');
  assert(preferences.webSecurity !== false, 'the window has web security');
}

interface WebPreferences {
  readonly contextIsolation?: boolean;
  readonly sandbox?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webSecurity?: boolean;
}
