import type { ReactNode } from 'react';
import { iconPath } from './icon-paths.ts';

export function Icon({ name }: { readonly name: string }): ReactNode {
  return (
    <svg className="icon" data-icon={name} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={iconPath(name)} />
    </svg>
  );
}
