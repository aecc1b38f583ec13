import type { ReactNode } from 'react';
import type { Row } from '../../main/contract/view.ts';
import { Icon } from './icon.tsx';

/** Facts as label and value; what is not as it should be has a sign beside its word. */
const SIGNS = { good: 'done', attention: 'warning', bad: 'broken' } as const;

export function FactTable({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  return (
    <dl className="facts">
      {rows.map((row) => (
        <div key={row.id} className={`fact fact-${row.state ?? 'plain'}`}>
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
