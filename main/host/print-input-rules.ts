import { readFileSync } from 'node:fs';
import { readCabinet } from '../contract/cabinet.ts';
import { problemText } from '../contract/problems.ts';
import { inputRules } from './input-rules.ts';

/** `npm run -s input-rules -- CABINET.json > /etc/udev/rules.d/70-restante.rules` */
const [file] = process.argv.slice(2);
const cabinet = readCabinet(JSON.parse(readFileSync(file ?? '/dev/stdin', 'utf8')));
if (cabinet.ok) process.stdout.write(inputRules(cabinet.value));
else {
  for (const problem of cabinet.error) process.stderr.write(`${problemText(problem)}\n`);
  process.exitCode = 1;
}
