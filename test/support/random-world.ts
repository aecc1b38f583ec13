import type { KioskView } from '../../main/contract/view.ts';
import { kioskViewSchema } from '../../main/contract/view.ts';
import { busFaults } from '../../hardware/simulator/faults.ts';
import { historyProblems, tableProblems } from './world-truths.ts';
import { kioskWorld, people, seeded, type KioskWorld } from './kiosk-world.ts';

/**
 * One world from one number: people, doors, cables, boards, power cuts and time, in any order. After
 * each step what must always hold is looked at; the same number gives the same world again.
 */
export interface WorldRun {
  readonly seed: number;
  /** What was done, for whoever looks at a failure. */
  readonly story: readonly string[];
  readonly problems: readonly string[];
}

const STEPS = 40;
/** A door is known again, an alarm has come and gone, a session has timed out. */
const SETTLING_MS = 400_000;
const HOME_WITHIN_MS = 5_000;
const badges = [...Object.values(people).map(({ badge }) => badge), '04A1B2C3'];
const lockers = [1, 2, 3, 4, 5, 6];

export async function runWorld(seed: number): Promise<WorldRun> {
  const random = seeded(seed);
  // Every third world opens all lockers at once, and every fifth asks for a signature.
  const pickup = { openAllAtOnce: seed % 3 === 0, recipientSignature: seed % 5 === 0 };
  const world = await kioskWorld({ seed, settings: { pickup } });
  const story: string[] = [];
  const problems: string[] = [];
  const forced = new Set<number>();
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

  function look(): void {
    const view = kioskViewSchema.safeParse(world.view());
    if (!view.success) problems.push(`a view that is none: ${view.error.message}`);
    else problems.push(...viewProblems(view.data));
    problems.push(...historyProblems(world), ...tableProblems(world, forced));
  }

  async function act(): Promise<string> {
    const chance = random();
    if (chance < 0.2) {
      const badge = pick(badges);
      await world.tap(badge);
      return `tap ${badge}`;
    }
    if (chance < 0.45) {
      const items = [...world.view().items, ...world.view().tools];
      const item = items.length === 0 ? 'nothing' : pick(items).id;
      await world.press(item);
      return `press ${item}`;
    }
    if (chance < 0.6) {
      const open = lockers.filter((locker) => world.door(locker).state().leaf === 'open');
      const locker = open.length === 0 ? pick(lockers) : pick(open);
      world.door(locker).shut();
      return `shut ${locker}`;
    }
    if (chance < 0.65) {
      const [locker, on] = [pick(lockers), random() < 0.5];
      world.door(locker).jam(on);
      return `jam ${locker} ${on}`;
    }
    if (chance < 0.68) {
      const locker = pick(lockers);
      world.door(locker).force();
      forced.add(locker);
      return `force ${locker}`;
    }
    if (chance < 0.76) {
      const [fault, on] = [pick(busFaults), random() < 0.4];
      world.bank.buses.get('doors')?.setFault(fault, on);
      return `fault ${fault} ${on}`;
    }
    if (chance < 0.82) {
      const [cable, on] = [pick(['doors', 'reader'] as const), random() < 0.6];
      if (on) world.cables[cable].plug();
      else world.cables[cable].unplug();
      return `${on ? 'plug' : 'unplug'} ${cable}`;
    }
    if (chance < 0.87) {
      await powerCut(world);
      return 'power cut';
    }
    return 'wait';
  }

  async function powerCut(dark: KioskWorld): Promise<void> {
    await dark.crash();
    const before = lockers.map((locker) => dark.unlocks(locker)).join();
    await dark.clock.step(random() * 3_000);
    const begun = dark.clock.monotonic();
    await dark.restart();
    if (dark.clock.monotonic() - begun > HOME_WITHIN_MS) problems.push('the start took too long');
    await dark.clock.step(200);
    if (lockers.map((locker) => dark.unlocks(locker)).join() !== before)
      problems.push('a door was pulsed by a start');
  }

  for (let step = 0; step < STEPS && problems.length === 0; step += 1) {
    story.push(await act());
    await world.clock.step(random() < 0.8 ? random() * 1_500 : random() * 40_000);
    look();
  }
  if (problems.length === 0) {
    await calm(world);
    story.push('calm');
    look();
    const { screen } = world.view();
    if (screen !== 'home') problems.push(`after everything was mended the screen is ${screen}`);
  }
  await world.end();
  return { seed, story, problems: [...new Set(problems)] };
}

/** Everything is mended and shut, and nobody is there any more. */
async function calm(world: KioskWorld): Promise<void> {
  for (const fault of busFaults) world.bank.buses.get('doors')?.setFault(fault, false);
  world.cables.doors.plug();
  world.cables.reader.plug();
  for (const locker of lockers) world.door(locker).jam(false);
  await world.clock.step(20_000);
  for (const locker of lockers) world.door(locker).shut();
  await world.clock.step(SETTLING_MS);
}

function viewProblems(view: KioskView): readonly string[] {
  const problems: string[] = [];
  if (view.title.text === '') problems.push(`${view.screen} has no title`);
  if (view.help.lines.length === 0) problems.push(`${view.screen} has no help`);
  if (view.items.filter((item) => item.emphasis === 'primary').length > 1)
    problems.push(`${view.screen} has two main choices`);
  return problems;
}
