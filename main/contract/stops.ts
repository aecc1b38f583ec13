import { keyName, keyRows } from './on-screen-keys.ts';
import type { Item, KioskView } from './view.ts';

/**
 * Where the tactile keypad can stand on a screen, in the order in which it is read: drawn lockers,
 * the keys of a field, choices, facts, buttons, tools. Whatever a finger can do has its stop.
 */
export interface Stop {
  /** Unique on its screen: the kind and the name. */
  readonly id: string;
  readonly kind: 'locker' | 'key' | 'row' | 'item' | 'tool';
  /** What it is called when it is read out. */
  readonly label: string;
  /** What SELECT does there; null for a fact, which is only read. */
  readonly does:
    | { readonly type: 'press'; readonly item: string }
    | { readonly type: 'key'; readonly key: string }
    | null;
}

export const stopOfLocker = (item: string): string => `locker:${item}`;
export const stopOfKey = (key: string): string => `key:${key}`;
export const stopOfRow = (row: string): string => `row:${row}`;
export const stopOfItem = (item: string): string => `item:${item}`;

type Stopping = Pick<KioskView, 'picture' | 'field' | 'items' | 'rows' | 'tools'>;

export function stopsOf(view: Stopping): readonly Stop[] {
  const choices = view.items.filter(({ role }) => role === 'choice');
  const buttons = view.items.filter(({ role }) => role !== 'choice');
  return [
    ...lockerStops(view),
    ...keyStops(view),
    ...choices.map((item) => itemStop(item, 'item')),
    ...view.rows.map(({ id, label, value }): Stop => ({
      id: stopOfRow(id),
      kind: 'row',
      label: `${label.text}: ${value.text}`,
      does: null,
    })),
    ...buttons.map((item) => itemStop(item, 'item')),
    ...view.tools.map((item) => itemStop(item, 'tool')),
  ];
}

/** A drawn locker that is also an item of the list is stopped at once, in the list. */
function lockerStops({ picture, items }: Stopping): readonly Stop[] {
  const listed = new Set(items.map(({ id }) => id));
  return (picture?.lockers ?? []).flatMap(({ item, number }): Stop[] =>
    item === null || listed.has(item)
      ? []
      : [
          {
            id: stopOfLocker(item),
            kind: 'locker',
            label: String(number),
            does: { type: 'press', item },
          },
        ],
  );
}

function keyStops({ field }: Stopping): readonly Stop[] {
  if (!field) return [];
  return keyRows(field)
    .flat()
    .map((key) => ({
      id: stopOfKey(key),
      kind: 'key',
      label: keyName(key, field.names) ?? key,
      does: { type: 'key', key },
    }));
}

function itemStop(item: Item, kind: 'item' | 'tool'): Stop {
  return {
    id: stopOfItem(item.id),
    kind,
    label: [item.label, ...item.details].map(({ text }) => text).join(', '),
    does: { type: 'press', item: item.id },
  };
}
