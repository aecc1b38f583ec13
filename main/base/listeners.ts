export type Unsubscribe = () => void;

/** A list of listeners. A listener that throws is a bug and ends the process, like any other. */
export interface Listeners<T> {
  add(listener: (value: T) => void): Unsubscribe;
  emit(value: T): void;
}

export function listeners<T>(): Listeners<T> {
  const all = new Set<(value: T) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => all.delete(listener);
    },
    emit(value) {
      for (const listener of [...all]) listener(value);
    },
  };
}
