import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../base/result.ts';
import { explainBadge, explainedFormats, isExplained } from '../locker/badge/explain.ts';
import { explainScan } from '../locker/label/explain.ts';
import { unexplained, type Explanation } from '../../hardware/explain.ts';
import { explainFrame, frameProtocols, isFrameProtocol } from '../../hardware/inspector.ts';
import { bytesOfHex, unescaped } from './input.ts';
import { inWords } from './words.ts';

/**
 * `npm run explain`: what is this frame, this scan, this badge? For integrators and support. Ends
 * with 0 when all was understood, 1 when something is wrong with an input, 2 when it was asked wrongly.
 */
const USAGE = `npm run explain -- frame PROTOCOL HEX
npm run explain -- scan TEXT            (\\x1d and other escapes are allowed)
npm run explain -- badge FORMAT BITS-OR-HEX

  --json    one object per input
  --stdin   one input per line instead of HEX, TEXT or BITS

PROTOCOL is one of ${frameProtocols.join(' ')}.
FORMAT is one of ${explainedFormats.join(' ')}.
`;

interface Asked {
  readonly explain: (input: string) => Explanation;
  /** What stands behind the kind on the command line; its words are one input. */
  readonly words: readonly string[];
}

function asked([kind, ...rest]: readonly string[]): Result<Asked, string> {
  const [name = '', ...words] = rest;
  switch (kind) {
    case 'scan':
      return ok({ explain: (text) => explainScan(unescaped(text)), words: rest });
    case 'frame': {
      if (!isFrameProtocol(name)) return err(`There is no protocol "${name}".`);
      return ok({ explain: (text) => frame(name, text), words });
    }
    case 'badge':
      if (name === '') return err('The name of a badge format is missing.');
      if (!isExplained(name)) return err(`There is no badge format "${name}".`);
      return ok({ explain: (text) => explainBadge(name, text), words });
    default:
      return err(kind === undefined ? 'What shall be explained?' : `There is no kind "${kind}".`);
  }

  function frame(protocol: Parameters<typeof explainFrame>[0], text: string): Explanation {
    const bytes = bytesOfHex(text);
    return bytes.ok ? explainFrame(protocol, bytes.value) : unexplained(bytes.error);
  }
}

function options(): Result<Asked & { readonly json: boolean; readonly stdin: boolean }, string> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        stdin: { type: 'boolean', default: false },
      },
    });
    const found = asked(positionals);
    if (!found.ok) return found;
    if (values.stdin !== (found.value.words.length === 0))
      return err(
        values.stdin ? 'With --stdin the inputs are the lines.' : 'There is nothing to explain.',
      );
    return ok({ ...found.value, ...values });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

async function run(): Promise<number> {
  const read = options();
  if (!read.ok) {
    process.stderr.write(`${read.error}\n\n${USAGE}`);
    return 2;
  }
  const { explain, words, json, stdin } = read.value;
  let allRight = true;
  const one = (input: string): void => {
    const explanation = explain(input);
    allRight &&= explanation.ok;
    process.stdout.write(json ? `${JSON.stringify(explanation)}\n` : inWords(input, explanation));
  };
  if (stdin) for await (const line of createInterface({ input: process.stdin })) one(line);
  else one(words.join(' '));
  return allRight ? 0 : 1;
}

process.exitCode = await run();
