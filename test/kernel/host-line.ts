import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The guest's line to the host: results go up, requests to pull and push cables are answered. */
export interface HostLine {
  result(name: string, problem: string | null): void;
  /** The host does it and says how it went. */
  ask(what: HostRequest): Promise<unknown>;
  end(): void;
}

export type HostRequest =
  | { readonly do: 'unplug' }
  | { readonly do: 'plug' }
  | { readonly do: 'shut'; readonly lock: number }
  | { readonly do: 'unlocks' };

export type GuestMessage =
  | { readonly result: string; readonly problem: string | null }
  | { readonly ask: HostRequest }
  | { readonly end: true };

export function hostLine(path: string): HostLine {
  const up = createWriteStream(path);
  const answers: ((value: unknown) => void)[] = [];
  createInterface({ input: createReadStream(path) }).on('line', (line) =>
    answers.shift()?.(JSON.parse(line)),
  );
  const say = (message: GuestMessage): void => void up.write(`${JSON.stringify(message)}\n`);
  return {
    result: (result, problem) => say({ result, problem }),
    ask: (what) =>
      new Promise((resolve) => {
        answers.push(resolve);
        say({ ask: what });
      }),
    end: () => say({ end: true }),
  };
}
