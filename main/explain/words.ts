import type { Explanation } from '../../hardware/explain.ts';
import { escaped } from './input.ts';

/** An explanation for a person at a terminal. */
export function inWords(input: string, explanation: Explanation): string {
  const { kind, fields, problems, candidates } = explanation;
  const widest = Math.max(0, ...Object.keys(fields).map((name) => name.length));
  return [
    `${escaped(input)}`,
    `  ${kind}${problems.length === 0 ? '' : ', and something is wrong with it'}`,
    ...Object.entries(fields).map(
      ([name, value]) => `    ${name.padEnd(widest)}  ${escaped(String(value))}`,
    ),
    ...problems.map((problem) => `  ! ${escaped(problem)}`),
    ...candidates.map((candidate) => `  may be: ${escaped(Object.values(candidate).join(' · '))}`),
    '',
  ].join('\n');
}
