/**
 * One request and its reply on a bus, as pure functions over the bytes received so far. The reply is
 * found by header, address, length, tail and checksum together; what does not fit is dropped byte by
 * byte, so a frame is found again after any garbage.
 */
export type Scan<Reply> =
  | { readonly found: 'reply'; readonly reply: Reply; readonly length: number }
  /** The bytes so far may become the reply. */
  | { readonly found: 'more' }
  /** The first byte cannot begin it. */
  | { readonly found: 'noise' };

export type Expect<Reply> = (bytes: Uint8Array) => Scan<Reply>;

export interface Received<Reply> {
  readonly reply: Reply | null;
  /** Bytes still waiting to become a frame. */
  readonly rest: Uint8Array;
  readonly dropped: number;
}

/** Takes what has come and drops noise until a reply is found or more bytes are needed. */
export function receive<Reply>(bytes: Uint8Array, expect: Expect<Reply>): Received<Reply> {
  let at = 0;
  while (at < bytes.length) {
    const scan = expect(bytes.subarray(at));
    if (scan.found === 'reply')
      return { reply: scan.reply, rest: bytes.slice(at + scan.length), dropped: at };
    if (scan.found === 'more') break;
    at += 1;
  }
  return { reply: null, rest: bytes.slice(at), dropped: at };
}

/** A half-duplex adapter with local echo returns the request first; this many bytes are ours. */
export function echoLength(bytes: Uint8Array, request: Uint8Array): number | 'more' {
  const known = Math.min(bytes.length, request.length);
  for (let i = 0; i < known; i += 1) if (bytes[i] !== request[i]) return 0;
  return bytes.length < request.length ? 'more' : request.length;
}

export function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
