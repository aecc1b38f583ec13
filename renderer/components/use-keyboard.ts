import { useEffect, useRef } from 'react';
import type { Field } from '../../main/contract/view.ts';

/** Keys of a keyboard that is plugged in mean the same as those on the screen. */
export function useKeyboard(field: Field | null, press: (key: string) => void): void {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  const listens = field !== null;
  useEffect(() => {
    if (!listens) return;
    const onKey = (event: KeyboardEvent): void => {
      const key = keyOf(event);
      if (key === null) return;
      event.preventDefault();
      latest.current(key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [listens]);
}

function keyOf(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === 'Backspace') return 'correct';
  // A focused button keeps its own Enter and Space.
  const onButton = event.target instanceof HTMLElement && event.target.closest('button') !== null;
  if (onButton && (event.key === 'Enter' || event.key === ' ')) return null;
  if (event.key === 'Enter') return 'accept';
  return Array.from(event.key).length === 1 ? event.key : null;
}
