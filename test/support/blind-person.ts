import { present } from '../../main/base/assert.ts';
import type { KioskWorld } from './kiosk-world.ts';
import { eventually } from './product.ts';

/**
 * Somebody who knows nothing of the kiosk but what was said, and has two keys: NEXT and SELECT. Beside
 * that there are two hands for what stands in the hall: a badge, a label, a door, a parcel.
 */
export interface BlindPerson {
  /** Waits until it is quiet; what was said since the last time. */
  listen(): Promise<readonly string[]>;
  /** Goes through the choices until one answers the first wish that any of them answers, and takes it. */
  choose(wishes: readonly RegExp[]): Promise<string>;
  /** Finds each sign among the keys below a field by ear, then the key that accepts. */
  type(text: string, accept: RegExp | null): Promise<void>;
  /** Does what the words ask for until `done` is heard; gives everything that was heard. */
  live(life: Life): Promise<readonly string[]>;
}

export interface Life {
  /** What the hands do when these words are heard; each once, the first that fits. */
  readonly hands: readonly Hands[];
  /** What is wanted among choices, the dearest first. */
  readonly wishes: readonly RegExp[];
  readonly done: RegExp;
}

export interface Hands {
  readonly hear: RegExp;
  readonly does: (match: RegExpExecArray) => Promise<void>;
}

/** Whoever hears "is opening" waits for what comes; so long a silence says that nothing does. */
const PATIENT_MS = 2_500;
/** More screens than any story has; whoever gets lost is told so. */
const MOST_STEPS = 40;
/** More than the keys of a keyboard on the screen, with the tools beside them. */
const MOST_STOPS = 80;

function give(up: string, heard: readonly string[]): never {
  throw new Error(`${up}\nafter:\n${heard.slice(-24).join('\n')}`);
}

export function blindPerson(world: KioskWorld): BlindPerson {
  const { clock, sound, keypad } = world;

  async function listen(): Promise<readonly string[]> {
    await worked();
    const heard: string[] = [];
    for (let silent = 0; silent < PATIENT_MS; silent += 100) {
      await clock.step(100);
      if (sound.sounds()) silent = 0;
      heard.push(...sound.since());
    }
    return heard;
  }

  /** Secrets are compared on real time, which the stepped clock does not know. */
  async function worked(): Promise<void> {
    await eventually('the secret is compared', async () => {
      await clock.step(0);
      return world.view().screen !== 'signInWait';
    });
  }

  /** NEXT, and what is said of where the finger is now. */
  async function next(): Promise<string> {
    await keypad.act('next');
    await clock.until(() => sound.sounds(), 1_000, 20);
    return sound.since()[0] ?? '';
  }

  async function goTo(fits: (said: string) => boolean): Promise<string | null> {
    for (let i = 0; i < MOST_STOPS; i += 1) {
      const said = await next();
      if (fits(said)) return said;
    }
    return null;
  }

  /** Once around: everything that can be chosen here. */
  async function around(): Promise<readonly string[]> {
    const heard: string[] = [];
    for (let i = 0; i < MOST_STOPS; i += 1) {
      const said = await next();
      if (heard.includes(said)) return heard;
      heard.push(said);
    }
    return heard;
  }

  async function choose(wishes: readonly RegExp[]): Promise<string> {
    const offered = await around();
    const wish = wishes.find((each) => offered.some((said) => each.test(said)));
    if (!wish) throw new Error(`nothing that is wanted among: ${offered.join(' | ')}`);
    const said = await goTo((words) => wish.test(words));
    await keypad.act('select');
    return present(said, `${wish} was heard before`);
  }

  return {
    listen,
    choose,
    async type(text, accept) {
      for (const sign of text) {
        const found = await goTo((said) => said === sign);
        if (found === null) throw new Error(`no key says ${sign}`);
        await keypad.act('select');
        await listen();
      }
      if (accept === null) return;
      present(await goTo((said) => accept.test(said)), `a key that says ${accept}`);
      await keypad.act('select');
    },
    async live({ hands, wishes, done }) {
      const all: string[] = [];
      const left = [...hands];
      for (let i = 0; i < MOST_STEPS; i += 1) {
        const heard = await listen();
        all.push(...heard);
        if (heard.some((said) => done.test(said))) return all;
        const hand = left.find(({ hear }) => heard.some((said) => hear.test(said)));
        if (hand) {
          left.splice(left.indexOf(hand), 1);
          const match = heard.map((said) => hand.hear.exec(said)).find((each) => each !== null);
          await hand.does(present(match, 'the words that were heard'));
        } else
          all.push(`> ${await choose(wishes).catch((lost: Error) => give(lost.message, all))}`);
      }
      return give('no end', all);
    },
  };
}
