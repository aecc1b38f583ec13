import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import { engineChain } from '../../main/speech/chain.ts';
import type { SpeechEngine } from '../../main/speech/engine.ts';
import { espeak } from '../../main/speech/espeak.ts';
import { flite } from '../../main/speech/flite/engine.ts';
import { cleanSpeech, loudnessOf } from '../../main/speech/hygiene.ts';
import { say, type SayModule } from '../../main/speech/say.ts';
import { lengthOf } from '../../main/speech/speakable.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { espeakMadeOf, hasEspeak } from '../support/speech.ts';

const SENTENCE = 'Locker 23, third column from your left, second from the top, chest height.';
/** First digits of the hash of the finished clip. */
const ESPEAK_1_51 = 'fa438f99637b51a8';
const FLITE_0_1_1 = '79a41b246245aa4d';
let folder: Folder;
beforeAll(() => void (folder = temporaryFolder()));
afterAll(() => folder.remove());
const running: SpeechEngine[] = [];
afterEach(() => {
  for (const engine of running.splice(0)) engine.rest();
});

async function codeOf(engine: SpeechEngine, text = 'hello there'): Promise<string> {
  running.push(engine);
  const found = await engine.probe();
  if (!found.ok) return found.error.code;
  const raw = await engine.speak({ text, locale: 'en', rate: 100 });
  if (!raw.ok) return raw.error.code;
  const clean = cleanSpeech(raw.value, lengthOf(text), 100);
  return clean.ok ? 'spoke' : clean.error.code;
}

describe('[F41] FAULT: espeak-ng is broken, and the kiosk knows it within two seconds', () => {
  test('it is not installed', async () => {
    const missing = espeak({ clock: systemClock, command: '/nowhere/espeak-ng' });
    expect(await codeOf(missing)).toBe('speech.missing');
  });

  test('it is another program', async () => {
    expect(await codeOf(espeak({ clock: systemClock, command: '/bin/true' }))).toBe(
      'speech.missing',
    );
  });

  test.each([
    ['ends with an error, as with a voice that it does not have', 'exit 1', 'speech.crashed'],
    ['is killed', 'kill -9 $$', 'speech.crashed'],
    ['says nothing and ends', 'cat >/dev/null', 'speech.notWav'],
    ['writes something that is no sound', 'echo oops', 'speech.notWav'],
    ['hangs', 'exec sleep 60', 'speech.hung'],
    ['never stops talking', 'exec cat /dev/zero', 'speech.tooLong'],
  ])('it %s', async (_what, speaks, code) => {
    const begun = performance.now();
    expect(await codeOf(espeakMadeOf(folder, speaks))).toBe(code);
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  test('a language whose voice is not installed is spoken by another engine', async () => {
    const engine = espeakMadeOf(folder, 'exit 1', 'en-gb de');
    const chain = engineChain([engine], ['en', 'ar'], silentLog);
    await chain.probe();
    expect(chain.identity('ar', false)).toBeNull();
    expect(chain.identity('en', false)?.voice).toBe('en-gb');
    expect(chain.health()).toEqual({ state: 'degraded', reason: 'nobody speaks ar' });
  });

  test('no word of what is said stands in its arguments or its surroundings', async () => {
    process.env['RESTANTE_CANARY'] = 'canary-surroundings';
    const seen = folder.in('seen');
    const engine = espeakMadeOf(folder, `{ echo "$@"; env; pwd; } > ${seen}; exit 1`);
    await codeOf(engine, 'Canary Lovelace');
    delete process.env['RESTANTE_CANARY'];
    const told = readFileSync(seen, 'utf8');
    expect(told).toContain('--stdin --stdout');
    expect(told).not.toMatch(/canary/i);
  });
});

describe.skipIf(!hasEspeak)('[F41] espeak-ng speaks', () => {
  test.each([
    ['quotes', 'He said "open" and it did'],
    ['a flag that reads a file', '-f/etc/passwd'],
    ['another flag', '--version'],
    ['a path', '/etc/passwd'],
    ['a shell', '$(touch /tmp/x); `id` | cat'],
    ['two lines', 'one\ntwo'],
    ['a name of another script', 'Ada Лавлейс'],
  ])('%s as words', async (_what, text) => {
    expect(await codeOf(espeak({ clock: systemClock }), text)).toBe('spoke');
  });

  test('a flag is spoken, not obeyed: it takes as long as its few signs', async () => {
    const engine = espeak({ clock: systemClock });
    running.push(engine);
    expect((await engine.probe()).ok).toBe(true);
    const raw = await engine.speak({ text: '-f/etc/passwd', locale: 'en', rate: 100 });
    expect(raw.ok && raw.value.pcm.length / raw.value.sampleRate).toBeLessThan(4);
  });

  test('the same bytes each time, with or without a program that stood ready, and pinned for 1.51', async () => {
    const engine = espeak({ clock: systemClock });
    running.push(engine);
    expect((await engine.probe()).ok).toBe(true);
    const hashes = [await hashOf(engine), await hashOf(engine), await hashOf(engine)];
    expect(new Set(hashes).size).toBe(1);
    if (engine.identity('en')?.version === '1.51') expect(hashes[0]).toBe(ESPEAK_1_51);
  });

  test('VVSG 7.1-K: half and double the rate, the pitch stays', async () => {
    const engine = espeak({ clock: systemClock });
    running.push(engine);
    expect((await engine.probe()).ok).toBe(true);
    await keepsItsPitch(engine);
  });
});

describe('[F41] flite speaks English on every machine', () => {
  const engine = flite({ clock: systemClock });
  beforeAll(() => engine.probe());
  afterAll(() => engine.rest());

  test('the same bytes on every machine', async () => {
    expect(engine.identity('en')).toEqual({ engine: 'flite', version: '0.1.1', voice: 'slt' });
    expect(await hashOf(engine)).toBe(FLITE_0_1_1);
    expect(await hashOf(engine)).toBe(FLITE_0_1_1);
  });

  test('half and double the rate, the pitch stays', () => keepsItsPitch(engine));

  test('quotes, flags and paths are words to it, and it has no disk to look at', async () => {
    for (const text of ['He said "open"', '-f/etc/passwd', '/etc/passwd', 'Zoë'])
      expect(await codeOf(engine, text)).toBe('spoke');
  });

  test('two who ask at once both get their sentence', async () => {
    const [one, other] = await Promise.all(
      ['one', 'the other sentence'].map((text) => engine.speak({ text, locale: 'en', rate: 100 })),
    );
    expect(one?.ok && other?.ok && other.value.pcm.length > one.value.pcm.length).toBe(true);
  });

  test('a thread that dies is a failure, and the next sentence starts another', async () => {
    const path = folder.file('dies.mjs', 'process.exit(3);');
    const dies = flite({ clock: systemClock, worker: new URL(`file://${path}`) });
    expect(await codeOf(dies)).toBe('speech.crashed');
    const gone = flite({ clock: systemClock, wasm: folder.in('flite.wasm') });
    expect(await codeOf(gone)).toBe('speech.missing');
  });

  test('no other language', () => expect(engine.identity('de')).toBeNull());
});

describe('[F41] say, where nothing better is there', () => {
  const child = { on: () => undefined, kill: () => undefined };
  const module = (write: SayModule['export']): SayModule => ({ child, export: write });
  const on = (platform: NodeJS.Platform, write: SayModule['export']): SpeechEngine =>
    say({ clock: systemClock, platform, load: async () => module(write) });

  test('never on Linux, where text could run a program', async () => {
    expect(await codeOf(on('linux', () => expect.unreachable()))).toBe('speech.missing');
  });

  test('it gets letters, digits and plain punctuation, and leaves no file', async () => {
    const before = readdirSync(folder.path).length;
    let file = '';
    let heard = '';
    const engine = on('darwin', (text, _voice, _speed, path, done) => {
      file = path;
      heard = text;
      done(new Error('no sound'));
    });
    expect(await codeOf(engine, '"(system "rm")')).toBe('speech.crashed');
    expect(heard).toBe('system rm');
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(folder.path).length).toBe(before);
    expect(engine.keepsSecrets).toBe(false);
  });

  test('a program that is missing is a failure, not the end of the kiosk', async () => {
    const missing: SayModule = {
      child: {
        on: (_event, listener) => queueMicrotask(() => listener(new Error('ENOENT'))),
        kill: () => undefined,
      },
      export: () => undefined,
    };
    const engine = say({ clock: systemClock, platform: 'darwin', load: async () => missing });
    expect(await codeOf(engine)).toBe('speech.missing');
  });
});

async function hashOf(engine: SpeechEngine): Promise<string> {
  const raw = await engine.speak({ text: SENTENCE, locale: 'en', rate: 100 });
  const clip = raw.ok ? cleanSpeech(raw.value, lengthOf(SENTENCE), 100) : raw;
  if (!clip.ok) throw new Error(clip.error.message);
  expect(Math.abs(loudnessOf(clip.value) + 20)).toBeLessThan(1);
  return createHash('sha256').update(clip.value.pcm).digest('hex').slice(0, 16);
}

/** A record player at double speed would be off by 1; the melody of a faster sentence differs a little. */
const SAME_VOICE = 0.25;

async function keepsItsPitch(engine: SpeechEngine): Promise<void> {
  const seconds: number[] = [];
  const periods: number[] = [];
  for (const rate of [50, 100, 200]) {
    const raw = await engine.speak({ text: SENTENCE, locale: 'en', rate });
    if (!raw.ok) throw new Error(raw.error.message);
    const { pcm, sampleRate } = raw.value;
    seconds.push(pcm.length / sampleRate);
    periods.push(period(pcm, sampleRate));
  }
  const [slow = 0, normal = 0, fast = 0] = seconds;
  expect(slow / normal).toBeGreaterThan(1.6);
  expect(fast / normal).toBeLessThan(0.65);
  const [low = 0, middle = 0, high = 0] = periods;
  expect(Math.abs(low / middle - 1)).toBeLessThan(SAME_VOICE);
  expect(Math.abs(high / middle - 1)).toBeLessThan(SAME_VOICE);
}

/** The lag between 2.5 and 14 ms at which the whole sentence is most like itself, in ms. */
function period(pcm: Int16Array, sampleRate: number): number {
  let best = { lag: 0, like: -Infinity };
  for (let lag = Math.round(sampleRate * 0.0025); lag < sampleRate * 0.014; lag += 1) {
    let like = 0;
    for (let i = lag; i < pcm.length; i += 3) like += (pcm[i] ?? 0) * (pcm[i - lag] ?? 0);
    if (like > best.like) best = { lag, like };
  }
  return (best.lag * 1_000) / sampleRate;
}
