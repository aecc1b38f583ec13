import { useState, type ReactNode } from 'react';

export interface Choosable {
  readonly id: string;
  readonly plugged: boolean;
}

/** The device in use, and a choice of them where there are several. Null where there is none. */
export function useDevice<T extends Choosable>(
  label: string,
  devices: readonly T[],
): { readonly device: T | null; readonly choice: ReactNode } {
  const [id, setId] = useState<string | null>(null);
  const device = devices.find((each) => each.id === id) ?? devices[0] ?? null;
  const choice = devices.length > 1 && (
    <label>
      {label}
      <select value={device?.id} onChange={(event) => setId(event.target.value)}>
        {devices.map((each) => (
          <option key={each.id}>{each.id}</option>
        ))}
      </select>
    </label>
  );
  return { device, choice };
}
