/**
 * The outcome of something that may fail in a way that we expect.
 * An unexpected failure is thrown and ends the process (crash-only).
 */
export type Result<T, E = Fault> = Ok<T> | Err<E>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Err<E> {
  readonly ok: false;
  readonly error: E;
}

/** An expected failure with a stable code that the help desk can look up. */
export interface Fault<Code extends string = string> {
  readonly code: Code;
  /** What happened and where, for staff and logs; never shown to the public. */
  readonly message: string;
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function err<E>(error: E): Err<E> {
  return { ok: false, error };
}

export function fault<Code extends string>(code: Code, message: string): Err<Fault<Code>> {
  return err({ code, message });
}
