import { err, ok, type Result } from '../base/result.ts';

/** What people type for bytes: `8A 01 01 11 9B`, `8a0101119b`, `0x8A,0x01` … */
export function bytesOfHex(text: string): Result<Uint8Array, string> {
  const digits = text.replace(/0x/gi, '').replace(/[\s,:;-]/g, '');
  if (!/^[0-9a-f]*$/i.test(digits)) return err('It is not hexadecimal.');
  if (digits.length % 2 === 1) return err('It has an odd number of hexadecimal digits.');
  return ok(Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
}

const SHORT: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };

/** Escapes for what cannot be typed: `\x1d`, `\u001d`, `\r`, `\n`, `\t`; `\\` is a backslash. */
export function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([rnt\\]))/gi,
    (_, two?: string, four?: string, short?: string) =>
      short === undefined
        ? String.fromCharCode(parseInt(two ?? four ?? '', 16))
        : (SHORT[short.toLowerCase()] ?? short),
  );
}

/** The same the other way: control bytes are shown, never sent to a terminal. */
export function escaped(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
