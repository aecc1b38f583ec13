import type { ReactNode } from 'react';
import type { KioskView } from '../../main/contract/view.ts';

/** For somebody who listens: the words being spoken, a voice that is out of order, the drawn curtain. */
export function Spoken({ audio }: Pick<KioskView, 'audio'>): ReactNode {
  if (!audio) return null;
  return (
    <>
      {audio.outOfOrder && (
        <p className="spoken spoken-broken" role="status">
          {audio.outOfOrder.text}
        </p>
      )}
      {audio.caption !== null && (
        <p className="spoken" aria-hidden="true">
          {audio.caption}
        </p>
      )}
      {audio.curtain && <div className="curtain" aria-hidden="true" />}
    </>
  );
}
