/** A kiosk is no browser: no menu, no selection by drag, no dropped files, no zoom by two fingers. */
export function keepToTheScreen(page: Document): void {
  const refuse = (event: Event): void => event.preventDefault();
  for (const kind of ['contextmenu', 'dragstart', 'drop', 'dragover', 'gesturestart'])
    page.addEventListener(kind, refuse);
  page.addEventListener(
    'touchmove',
    (event) => {
      if (event.touches.length > 1) event.preventDefault();
    },
    { passive: false },
  );
  page.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey) event.preventDefault();
    },
    { passive: false },
  );
}
