import { explained, unexplained, type Explanation } from '../../explain.ts';
import { checkOf, LONGEST_LINE } from './codec.ts';

/**
 * One text line in words: of our own protocol (README.md beside this file), or of the hobby boards
 * that say `UNLOCK` and `ACK:UNLOCK`, which this program never asks.
 */
export function explainLine(frame: Uint8Array): Explanation {
  const line = String.fromCharCode(...frame).replace(/\r?\n$/, '');
  if (line.length === 0) return unexplained('There is no text.');
  const hobby = hobbyLine(line);
  if (hobby) return hobby;
  const problems: string[] = [];
  if (!/^[\x20-\x7e]*$/.test(line)) return unexplained('It has bytes that are no printable text.');
  if (frame.at(-1) !== 0x0a) problems.push('Its line end is missing.');
  if (frame.length > LONGEST_LINE)
    problems.push(`It has ${frame.length} bytes; a line has at most ${LONGEST_LINE}.`);
  const at = line.lastIndexOf(' *');
  const text = at < 0 ? line : line.slice(0, at);
  const check = at < 0 ? '' : line.slice(at + 2);
  const right = checkOf(text);
  if (at < 0) problems.push(`The check is missing; *${right} would fit.`);
  else if (check !== right)
    problems.push(`The check is ${check}; the text before it gives ${right}.`);
  for (const { form, kind, names } of FORMS) {
    const found = form.exec(text);
    if (!found) continue;
    const fields = Object.fromEntries(names.map((name, i) => [name, valueOf(found[i + 1] ?? '')]));
    return explained(kind, { ...fields, check }, problems);
  }
  return unexplained('No line of this protocol has this form.', { text, check });
}

const FORMS: readonly {
  readonly form: RegExp;
  readonly kind: string;
  readonly names: readonly string[];
}[] = [
  { form: /^@(\d{1,2}) DOORS\?$/, kind: 'status-request', names: ['board'] },
  { form: /^@(\d{1,2}) DOORS ([01?]{1,64})$/, kind: 'status-reply', names: ['board', 'doors'] },
  {
    form: /^@(\d{1,2}) UNLOCK (\d{1,2}) (\d{2,4})$/,
    kind: 'unlock-request',
    names: ['board', 'lock', 'pulseMs'],
  },
  {
    form: /^@(\d{1,2}) OK (\d{1,2}) (\d{2,4})$/,
    kind: 'unlock-reply',
    names: ['board', 'lock', 'pulseMs'],
  },
  {
    form: /^@(\d{1,2}) NO (\d{1,2}) ([A-Z]{1,12})$/,
    kind: 'unlock-refused',
    names: ['board', 'lock', 'reason'],
  },
];

function valueOf(text: string): string | number {
  return /^\d{1,4}$/.test(text) ? Number(text) : text;
}

/** Without address, lock number and check: nobody can tell who opened what, so it is never sent. */
function hobbyLine(line: string): Explanation | null {
  const neverSent =
    'This program cannot build it: it has no check, so a disturbed line may open a door.';
  if (line === 'UNLOCK')
    return explained('hobby-unlock', { direction: 'host to board', neverSent });
  const [, said] = /^ACK:(\S+)$/.exec(line) ?? [];
  if (said !== undefined)
    return explained('hobby-reply', { direction: 'board to host', carriedOut: said });
  const [, unknown] = /^UNKNOWN:(\S+)$/.exec(line) ?? [];
  if (unknown !== undefined)
    return explained('hobby-refused', { direction: 'board to host', notUnderstood: unknown });
  const [, card, port, on] = /^O\((\d\d),(\d\d),([01])\)E$/.exec(line) ?? [];
  if (card === undefined || port === undefined) return null;
  const fields = { direction: 'host to board', card: Number(card), port: Number(port) };
  return explained('hobby-switch', { ...fields, on: on === '1', neverSent });
}
