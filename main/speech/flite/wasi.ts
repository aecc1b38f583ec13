/**
 * The few system calls that flite makes, answered from memory: one file to read, one to write, no
 * clock, no disk. What it speaks never leaves this thread, and it can reach nothing.
 * Document: WASI snapshot preview 1.
 */
export const FOLDER = '/m';
export const TEXT_FILE = `${FOLDER}/text`;
export const SOUND_FILE = `${FOLDER}/sound.wav`;

const OK = 0;
const BAD_HANDLE = 8;
const NO_ENTRY = 44;
const OUTPUT = [1, 2];
const FOLDER_HANDLE = 3;
const FIRST_FILE = 4;
const CHARACTER_DEVICE = 2;
const DIRECTORY = 3;
const REGULAR_FILE = 4;
const ALL_RIGHTS = (1n << 30n) - 1n;

interface Open {
  readonly name: string;
  at: number;
}

/** Thrown through the module to end it. */
export class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`ended with ${code}`);
    this.code = code;
  }
}

/** Runs the program to its end; gives its exit code and what it wrote. */
export interface MemorySystem {
  readonly imports: WebAssembly.ModuleImports;
  attach(memory: WebAssembly.Memory): void;
  written(): Uint8Array;
  wipe(): void;
}

export function memorySystem(args: () => readonly string[], text: () => Uint8Array): MemorySystem {
  let memory: WebAssembly.Memory | null = null;
  let sound = new Uint8Array(1 << 18);
  let size = 0;
  const files = new Map<number, Open>();
  const bytes = (): Uint8Array => new Uint8Array(memory?.buffer ?? new ArrayBuffer(0));
  const view = (): DataView => new DataView(memory?.buffer ?? new ArrayBuffer(0));
  const u32 = (at: number, value: number): void => view().setUint32(at, value, true);
  const length = (file: Open): number => (file.name === 'text' ? text().length : size);

  /** Calls `each` with every buffer of a list of pointers and lengths; gives the sum of its answers. */
  function each(list: number, count: number, move: (part: Uint8Array) => number): number {
    let sum = 0;
    for (let i = 0; i < count; i += 1) {
      const at = view().getUint32(list + i * 8, true);
      sum += move(bytes().subarray(at, at + view().getUint32(list + i * 8 + 4, true)));
    }
    return sum;
  }

  function put(file: Open, part: Uint8Array): number {
    const end = file.at + part.length;
    if (end > sound.length) {
      const larger = new Uint8Array(end * 2);
      larger.set(sound);
      sound.fill(0);
      sound = larger;
    }
    sound.set(part, file.at);
    file.at = end;
    size = Math.max(size, end);
    return part.length;
  }

  function strings(pointers: number, at: number): number {
    for (const [i, arg] of args().entries()) {
      u32(pointers + i * 4, at);
      const encoded = new TextEncoder().encode(`${arg}\0`);
      bytes().set(encoded, at);
      at += encoded.length;
    }
    return OK;
  }

  const imports = {
    args_get: strings,
    args_sizes_get(count: number, total: number) {
      u32(count, args().length);
      u32(total, new TextEncoder().encode(`${args().join('\0')}\0`).length);
      return OK;
    },
    clock_time_get(_id: number, _precision: bigint, at: number) {
      view().setBigUint64(at, 0n, true);
      return OK;
    },
    fd_close: (handle: number) => (files.delete(handle) ? OK : BAD_HANDLE),
    fd_fdstat_get(handle: number, at: number) {
      const known = handle <= FOLDER_HANDLE || files.has(handle);
      if (!known) return BAD_HANDLE;
      bytes().fill(0, at, at + 24);
      const kind =
        handle < FOLDER_HANDLE
          ? CHARACTER_DEVICE
          : handle === FOLDER_HANDLE
            ? DIRECTORY
            : REGULAR_FILE;
      view().setUint8(at, kind);
      view().setBigUint64(at + 8, ALL_RIGHTS, true);
      view().setBigUint64(at + 16, ALL_RIGHTS, true);
      return OK;
    },
    fd_fdstat_set_flags: () => OK,
    fd_prestat_get(handle: number, at: number) {
      if (handle !== FOLDER_HANDLE) return BAD_HANDLE;
      u32(at, 0);
      u32(at + 4, FOLDER.length);
      return OK;
    },
    fd_prestat_dir_name(handle: number, at: number) {
      if (handle !== FOLDER_HANDLE) return BAD_HANDLE;
      bytes().set(new TextEncoder().encode(FOLDER), at);
      return OK;
    },
    fd_read(handle: number, list: number, count: number, read: number) {
      const file = files.get(handle);
      if (handle !== 0 && !file) return BAD_HANDLE;
      u32(
        read,
        each(list, count, (part) => {
          if (!file) return 0;
          const from = file.name === 'text' ? text() : sound.subarray(0, size);
          const piece = from.subarray(file.at, file.at + part.length);
          part.set(piece);
          file.at += piece.length;
          return piece.length;
        }),
      );
      return OK;
    },
    fd_seek(handle: number, offset: bigint, whence: number, at: number) {
      const file = files.get(handle);
      if (!file) return BAD_HANDLE;
      const base = whence === 0 ? 0 : whence === 1 ? file.at : length(file);
      file.at = Math.max(0, base + Number(offset));
      view().setBigUint64(at, BigInt(file.at), true);
      return OK;
    },
    fd_write(handle: number, list: number, count: number, wrote: number) {
      const file = files.get(handle);
      if (!file && !OUTPUT.includes(handle)) return BAD_HANDLE;
      u32(
        wrote,
        each(list, count, (part) => (file ? put(file, part) : part.length)),
      );
      return OK;
    },
    path_open(
      _folder: number,
      _lookup: number,
      path: number,
      pathLength: number,
      _create: number,
      _rights: bigint,
      _inherited: bigint,
      _flags: number,
      at: number,
    ) {
      const name = new TextDecoder().decode(bytes().slice(path, path + pathLength));
      if (name !== 'text' && name !== 'sound.wav') return NO_ENTRY;
      let handle = FIRST_FILE;
      while (files.has(handle)) handle += 1;
      files.set(handle, { name, at: 0 });
      u32(at, handle);
      return OK;
    },
    proc_exit(code: number): never {
      throw new Exit(code);
    },
  };

  return {
    imports,
    attach: (of) => void (memory = of),
    written: () => sound.slice(0, size),
    wipe() {
      bytes().fill(0);
      sound.fill(0);
    },
  };
}
