/** One measured figure beside its bare reference. */
export interface Figure {
  readonly figure: string;
  readonly unit: 'ms' | 'events/s' | 'frames/s' | '% of a core';
  readonly samples: number;
  readonly measured: Readonly<Record<string, number>>;
  readonly reference: Readonly<Record<string, number>> & { readonly what?: never };
  readonly referenceIs: string;
  /** measured / reference of the value that the goal is about. */
  readonly ratio: number;
  readonly goal: string;
}

export function report(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly [name: string]: number;
}

export function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (part: number): number =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN);
  return { p50: at(0.5), p99: at(0.99) };
}

export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
