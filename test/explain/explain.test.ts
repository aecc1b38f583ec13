import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { bytesOfHex, escaped, unescaped } from '../../main/explain/input.ts';
import { root } from '../support/program.ts';

function explain(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['main/explain/explain.ts', ...args],
    { cwd: root, input, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

function objects(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a scan is explained in words, control bytes shown and not sent to the terminal', () => {
  const { status, stdout } = explain(['scan', ']C142078745\\x1d9400111202555842332669']);
  expect(status).toBe(0);
  expect(stdout).toContain('GS1-128');
  expect(stdout).toContain('\\x1d');
  expect(stdout).toContain('may be: tracking · USPS · IMpb with ZIP · 9400111202555842332669 · ok');
  expect(stdout).not.toContain('\x1d');
});

test('one object per line of the input, in their order, with the exit code of the worst', () => {
  const lines = ['1Z999AA10123456784', '1Z999AA10123456785', ']Q1https://example.com/', ''];
  const { status, stdout } = explain(['scan', '--stdin', '--json'], lines.join('\n'));
  const answers = objects(stdout);
  expect(answers.map(({ ok, kind }) => [ok, kind])).toEqual([
    [true, 'tracking'],
    [false, 'tracking'],
    [true, 'url'],
  ]);
  for (const answer of answers)
    expect(Object.keys(answer)).toEqual(['ok', 'kind', 'fields', 'problems', 'candidates']);
  expect(status).toBe(1);
});

test('a frame may be written with spaces, without, and with 0x', () => {
  const texts = [['8A', '01', '02', '11', '98'], ['8a01021198'], ['0x8A,0x01,0x02,0x11,0x98']];
  const answers = texts.map((words) => explain(['frame', 'bcc-8a', ...words, '--json']));
  const [first] = answers;
  for (const answer of answers)
    expect(answer).toEqual({ status: 0, stdout: first?.stdout, stderr: '' });
});

test('a frame with a wrong checksum is named with what is wrong', () => {
  const { status, stdout } = explain(['frame', 'bcc-8a', '8A 01 02 11 99', '--json']);
  expect(status).toBe(1);
  expect(objects(stdout)[0]?.['problems']).toEqual([expect.stringContaining('checksum')]);
});

test('a badge is explained by its format, bits or hexadecimal, one per line', () => {
  const lines = '10111101100010001110101110\n2006F623AE\n10111101100010001110101111';
  const { status, stdout } = explain(['badge', 'H10301', '--stdin', '--json'], lines);
  const answers = objects(stdout);
  expect(status).toBe(1);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, false]);
  for (const answer of answers) {
    expect(Object.keys(answer)).toEqual(['ok', 'kind', 'fields', 'problems', 'candidates']);
    expect(answer['fields']).toMatchObject({ facilityCode: 123, cardNumber: 4567 });
  }
});

test('what is no hexadecimal is a problem of that line and not of the others', () => {
  const { stdout } = explain(['frame', 'bcc-8a', '--stdin', '--json'], '8G\n8A01021198\n8A0');
  expect(objects(stdout).map(({ ok }) => ok)).toEqual([false, true, false]);
});

test.each([
  [[], 'What shall be explained?'],
  [['smell', 'x'], 'There is no kind "smell".'],
  [['frame', 'token-ring', '00'], 'There is no protocol "token-ring".'],
  [['badge', 'H10303', '00'], 'FORMAT is one of H10301 '],
  [['scan'], 'There is nothing to explain.'],
  [['scan', 'x', '--stdin'], 'With --stdin the inputs are the lines.'],
  [['scan', 'x', '--loud'], 'Unknown option'],
])('asked wrongly: %j', (args, words) => {
  const { status, stderr } = explain(args);
  expect(status).toBe(2);
  expect(stderr).toContain(words);
  expect(stderr).toContain('npm run explain -- frame PROTOCOL HEX');
});

test('escapes go both ways', () => {
  expect(unescaped('a\\x1db\\u001ec\\r\\\\x1d')).toBe('a\x1db\x1ec\r\\x1d');
  expect(escaped('a\x1db')).toBe('a\\x1db');
  expect(bytesOfHex('8A:01')).toEqual({ ok: true, value: Uint8Array.of(0x8a, 1) });
});
