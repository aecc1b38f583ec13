import type { ReactNode } from 'react';
import { stopOfRow } from '../../main/contract/stops.ts';
import type { Row } from '../../main/contract/view.ts';
import { ring } from './focus.ts';
import { Icon } from './icon.tsx';

/** Facts as label and value; what is not as it should be has a sign beside its word. */
const SIGNS = { good: 'done', attention: 'warning', bad: 'broken' } as const;

export interface FactTableProps {
  readonly rows: readonly Row[];
  readonly focus: string | null;
}

export function FactTable({ rows, focus }: FactTableProps): ReactNode {
  return (
    <dl className="facts">
      {rows.map((row) => (
        <div
          key={row.id}
          className={`fact fact-${row.state ?? 'plain'}`}
          {...ring(focus, stopOfRow(row.id))}
        >
          <dt>{row.label.text}</dt>
          <dd>
            {row.state && <Icon name={SIGNS[row.state]} />}
            {row.value.text}
          </dd>
        </div>
      ))}
    </dl>
  );
}
