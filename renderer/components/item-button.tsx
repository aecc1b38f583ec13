import type { ReactNode } from 'react';
import type { Item } from '../../main/contract/view.ts';
import { stopOfItem } from '../../main/contract/stops.ts';
import { ring } from './focus.ts';
import { Icon } from './icon.tsx';

/** One thing to touch. The second click of a double tap is not a second wish. */
export interface ItemButtonProps {
  readonly item: Item;
  readonly focus: string | null;
  readonly press: (id: string) => void;
}

export function ItemButton({ item, focus, press }: ItemButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={`item item-${item.role} item-${item.emphasis}`}
      data-item={item.id}
      aria-pressed={item.on ?? undefined}
      onClick={(event) => {
        if (event.detail > 1) return;
        press(item.id);
      }}
      {...ring(focus, stopOfItem(item.id))}
    >
      {item.role === 'choice' && item.locker !== null ? (
        <span className="item-locker" aria-hidden="true">
          {item.locker}
        </span>
      ) : (
        item.icon && <Icon name={item.icon} />
      )}
      <span className="item-words">
        <span className="item-label">{item.label.text}</span>
        {item.details.length > 0 && (
          <span className="item-details">
            {item.details.map((detail) => (
              <span key={detail.key + detail.text}>{detail.text}</span>
            ))}
          </span>
        )}
      </span>
      {item.on !== null && <span className="item-switch" aria-hidden="true" />}
    </button>
  );
}
