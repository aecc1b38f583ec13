/** Files for an archive, by name. */
export interface TarFile {
  readonly name: string;
  readonly content: Uint8Array;
}

const BLOCK = 512;

/**
 * A POSIX ustar archive (IEEE Std 1003.1, "ustar Interchange Format"), enough for a few files with
 * short names. `seconds` since 1970 stands on each of them.
 */
export function tarOf(files: readonly TarFile[], seconds: number): Uint8Array {
  const end = new Uint8Array(2 * BLOCK);
  return Buffer.concat([...files.flatMap((file) => blocksOf(file, seconds)), end]);
}

const NAME_BYTES = 100;

function blocksOf({ name, content }: TarFile, seconds: number): Uint8Array[] {
  if (Buffer.byteLength(name) > NAME_BYTES) throw new RangeError(`${name} is too long for a tar`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, NAME_BYTES);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(content.length, 12), 124);
  header.write(octal(seconds, 12), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  // The checksum counts its own field as eight spaces.
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 7)}\x00 `.slice(0, 8), 148, 'latin1');
  const padding = (BLOCK - (content.length % BLOCK)) % BLOCK;
  return [header, content, new Uint8Array(padding)];
}

/** Digits and the closing NUL that the field's zeros already hold. */
function octal(value: number, width: number): string {
  return Math.floor(value)
    .toString(8)
    .padStart(width - 1, '0');
}
