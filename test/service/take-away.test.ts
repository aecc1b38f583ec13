import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeAwayFolder } from '../../main/service/stick.ts';
import { writeOut } from '../../main/service/write-out.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';

/** A technician takes something home; sticks are full, pulled out, or forgotten on a desk. */
let folder: Folder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('where it goes', () => {
  test('onto the stick that is plugged in, whatever its name', () => {
    const mounts = folder.file(
      'mounts',
      '/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/kiosk/MY\\040STICK vfat rw 0 0\n',
    );
    expect(takeAwayFolder(folder.path, mounts)).toEqual({
      folder: '/media/kiosk/MY STICK',
      stick: true,
    });
  });

  test('beside the data when there is none, and it is told so', () => {
    const mounts = folder.file('mounts', '/dev/sda1 / ext4 rw 0 0\n');
    const own = takeAwayFolder(folder.path, mounts);
    expect(own).toEqual({ folder: folder.in('exports'), stick: false });
    expect(existsSync(own.folder)).toBe(true);
  });
});

describe('a file with its right name is whole', () => {
  const part = Buffer.alloc(4_096, 'x');

  test('a full stick: it is told, and no half file stays behind', async () => {
    symlinkSync('/dev/full', folder.in('bundle.unfinished'));
    expect(await writeOut(folder.path, 'bundle', [part])).toMatchObject({
      ok: false,
      error: { code: 'noSpace' },
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('a stick that is pulled while it is written to', async () => {
    const stick = folder.in('stick');
    mkdirSync(stick);
    function* pulled(): Generator<Uint8Array> {
      yield part;
      rmSync(stick, { recursive: true });
      yield part;
    }
    expect(await writeOut(stick, 'bundle', pulled())).toMatchObject({
      ok: false,
      error: { code: 'noFolder' },
    });
    expect(existsSync(stick)).toBe(false);
  });
});
