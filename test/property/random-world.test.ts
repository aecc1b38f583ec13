import { expect, test } from 'vitest';
import { runWorld } from '../support/random-world.ts';

/**
 * Many worlds, each from a number. `RESTANTE_WORLD=17` runs only that one and tells its story;
 * `npm run proof` runs thousands.
 */
const only = process.env['RESTANTE_WORLD'];
const worlds = process.env['RESTANTE_PROOF'] ? 2_000 : 60;
const seeds = only === undefined ? Array.from({ length: worlds }, (_, i) => i) : [Number(only)];
const WITHIN_MS = 1_200_000;

test(
  `${seeds.length} worlds of people, doors, faults, power cuts and time keep every promise`,
  {
    timeout: WITHIN_MS,
  },
  async () => {
    let steps = 0;
    for (const seed of seeds) {
      const { problems, story } = await runWorld(seed);
      steps += story.length;
      if (only !== undefined) process.stdout.write(`${story.join('\n')}\n`);
      expect({ seed, problems, story: problems.length > 0 ? story : [] }).toEqual({
        seed,
        problems: [],
        story: [],
      });
    }
    process.stdout.write(`${seeds.length} worlds, ${steps} steps\n`);
  },
);
