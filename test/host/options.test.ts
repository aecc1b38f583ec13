import { describe, expect, test } from 'vitest';
import { readOptions } from '../../main/host/options.ts';
import { openKiosk } from '../../main/host/open-kiosk.ts';
import { demo, temporaryFolder } from '../support/product.ts';

const good = ['--cabinet', 'c.json', '--data', 'd'];
function faults(...flags: readonly string[]): readonly string[] {
  const read = readOptions(flags);
  return read.ok ? [] : read.error;
}

describe('the flags of a kiosk', () => {
  test('the least that it needs, and what it takes for granted', () => {
    expect(readOptions(good)).toEqual({
      ok: true,
      value: { cabinet: 'c.json', data: 'd', hub: 'off', port: 0, 'with-parent': false },
    });
  });

  test('a flag that is missing is named', () => {
    expect(faults().map((text) => text.split(':')[0])).toEqual(['--cabinet', '--data']);
  });

  test.each([
    ['--port', 'seven'],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--port', '80.5'],
    ['--hub', 'hub.example'],
    ['--hub', 'file:///etc'],
    ['--hub', ''],
    ['--cabinet', ''],
    ['--data', ''],
  ])('%s %j is refused by its name', (flag, value) => {
    const wrong = faults(...good, `${flag}=${value}`);
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatch(new RegExp(`^${flag}: `));
  });

  test.each([['--unknown', '1'], ['stray'], ['--with-parent=yes'], ['--seed']])(
    '%s is refused in words, not by an exception',
    (...flags) => {
      const wrong = faults(...good, ...flags);
      expect(wrong).toHaveLength(1);
      expect(wrong[0]).toContain(flags[0]?.split('=')[0]);
    },
  );

  test.each(['off', 'https://hub.example', 'http://127.0.0.1:8080/'])('--hub %s is good', (hub) => {
    expect(faults(...good, '--hub', hub)).toEqual([]);
  });
});

describe('files that a kiosk is started with', () => {
  const folder = temporaryFolder();
  const open = async (cabinet: string, seed?: string): Promise<readonly string[]> => {
    const options = { cabinet, data: folder.in('data'), hub: 'off', port: 0 } as const;
    const opened = await openKiosk(
      { ...options, 'with-parent': false, ...(seed === undefined ? {} : { seed }) },
      'test',
    );
    return opened.ok ? [] : opened.error;
  };

  test('one that is not there, one that is no JSON and one with faults: each line begins with its file', async () => {
    const missing = folder.in('missing.json');
    const broken = folder.file('broken.json', '{');
    const empty = folder.file('empty.json', {});
    const seed = folder.file('seed.json', { contacts: [{ id: 'a' }], parcels: [{}] });
    const results: readonly (readonly [string, readonly string[]])[] = [
      [missing, await open(missing)],
      [broken, await open(broken)],
      [empty, await open(empty)],
      [seed, await open(demo.cabinet, seed)],
    ];
    for (const [file, lines] of results) {
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line.startsWith(`${file}: `), line).toBe(true);
    }
    expect(results[2]?.[1].length).toBeGreaterThan(4);
    expect(results[3]?.[1].join('\n')).toContain('contacts[0].name');
    folder.remove();
  });
});
