import type { ReactNode } from 'react';
import type { Field } from '../../main/contract/view.ts';

/** What has been typed so far; a secret comes masked already. */
export function EntryField({ field }: { readonly field: Field }): ReactNode {
  return (
    <div className="entry">
      <output className="entry-shown" aria-label={field.label.text}>
        {field.shown}
        <span className="entry-caret" aria-hidden="true" />
      </output>
      {field.error && (
        <p className="line line-error" role="status">
          {field.error.text}
        </p>
      )}
    </div>
  );
}
