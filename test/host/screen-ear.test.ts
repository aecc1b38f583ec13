import { beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import type { Clip } from '../../main/contract/audio.ts';
import { toScreenSchema, type ToEar } from '../../main/contract/screen-link.ts';
import { readSoundFrame, soundFrame } from '../../main/contract/sound-frame.ts';
import {
  ENDED_WITHIN_MS,
  STARTED_WITHIN_MS,
  screenEar,
  type EarLine,
  type ScreenEar,
} from '../../main/host/screen-ear.ts';
import { hum } from '../support/speech.ts';
import { TestClock } from '../support/test-clock.ts';

const clip: Clip = { ...hum(2_000), ms: 2_000 };
let clock: TestClock;
let ear: ScreenEar;
let page: EarLine;
let sent: ToEar[];

beforeEach(() => {
  clock = new TestClock();
  ear = screenEar({ clock, log: silentLog, card: 'AudioNav' });
  sent = [];
  page = ear.connect((message) => void sent.push(message));
});

const play = (): Promise<string> => ear.play(clip, { gain: 0.5 }).done;
const lastId = (): number => sent.findLast((message) => message.type === 'sound')?.id ?? -1;
const kinds = (): readonly string[] => sent.map(({ type }) => type);
const heard = (how: 'started' | 'ended' | 'stopped' | 'failed', id = lastId()): void =>
  page.hear({ type: 'heard', id, how });

describe('[F41] a clip is heard by somebody, or the kiosk knows that it was not', () => {
  test('the page is told which card, then plays, and tells that it has ended', async () => {
    const done = play();
    expect(kinds()).toEqual(['card', 'sound']);
    heard('started');
    heard('ended');
    expect(await done).toBe('ended');
  });

  test('no page, no sound', async () => {
    page.gone();
    expect(await play()).toBe('failed');
  });

  test('a page that died in the middle of a word', async () => {
    const done = play();
    heard('started');
    page.gone();
    expect(await done).toBe('failed');
  });

  test('a page that never begins, and one that never ends', async () => {
    const never = play();
    await clock.step(STARTED_WITHIN_MS);
    expect(await never).toBe('failed');
    expect(kinds().at(-1)).toBe('hush');
    const endless = play();
    heard('started');
    await clock.step(clip.ms + ENDED_WITHIN_MS);
    expect(await endless).toBe('failed');
  });

  test('FAULT: the card is unplugged in the middle of a word', async () => {
    page.hear({ type: 'card', own: true });
    expect(ear.hasOwnCard()).toBe(true);
    const done = play();
    heard('started');
    heard('failed');
    page.hear({ type: 'card', own: false });
    expect(await done).toBe('failed');
    expect(ear.hasOwnCard()).toBe(false);
  });

  test('another page has come: what the old one played is over, and it is not believed any more', async () => {
    const done = play();
    const id = lastId();
    const next = ear.connect((message) => void sent.push(message));
    expect(await done).toBe('failed');
    page.hear({ type: 'card', own: true });
    page.hear({ type: 'heard', id, how: 'ended' });
    expect(ear.hasOwnCard()).toBe(false);
    const again = play();
    page.gone();
    next.hear({ type: 'heard', id: lastId(), how: 'ended' });
    expect(await again).toBe('ended');
  });
});

describe('[F41] one at a time', () => {
  test('the next clip and `stop` end the one before, at once', async () => {
    const first = play();
    const second = play();
    expect(await first).toBe('stopped');
    ear.stop();
    expect(await second).toBe('stopped');
    expect(kinds()).toEqual(['card', 'sound', 'sound', 'hush']);
  });

  test('late words about an old clip end no new one', async () => {
    const first = play();
    const old = lastId();
    const second = play();
    heard('ended', old);
    heard('stopped', old);
    expect(await first).toBe('stopped');
    heard('started');
    heard('ended');
    expect(await second).toBe('ended');
  });

  test('stop without a sound says nothing to the page', () => {
    ear.stop();
    expect(kinds()).toEqual(['card']);
  });
});

test('[F41] the beacon goes on when the page is shown anew, and a minute of silence puts the cards to sleep', async () => {
  ear.beacon(true);
  ear.beacon(true);
  ear.connect((message) => void sent.push(message));
  expect(kinds()).toEqual(['card', 'beacon', 'card', 'beacon']);
  ear.beacon(false);
  await clock.step(60_000);
  expect(kinds().slice(-2)).toEqual(['beacon', 'rest']);
});

test('[F41] a session that ends overwrites its clips, not what the page plays', () => {
  const own = { ...clip, pcm: clip.pcm.slice() };
  void ear.play(own, { gain: 1 });
  own.pcm.fill(0);
  const sound = sent.findLast((message) => message.type === 'sound');
  expect(sound?.pcm.some((byte) => byte !== 0)).toBe(true);
});

describe('a sound in one binary message', () => {
  const sound = {
    ...({ type: 'sound', id: 7, sampleRate: 16_000, gain: 0.25 } as const),
    pcm: new Uint8Array([1, 2, 3, 4]),
  };

  test('comes out as it went in, whatever its head is as long as', () => {
    const bytes = soundFrame(sound);
    expect(toScreenSchema.parse(readSoundFrame(bytes.slice().buffer))).toEqual(sound);
  });

  test.each([
    ['nothing', []],
    ['a head longer than the message', [200, 0, 0, 0, 123]],
    ['no JSON', [2, 0, 0, 0, 120, 120]],
  ])('%s is no sound', (_what, bytes) => {
    expect(toScreenSchema.safeParse(readSoundFrame(new Uint8Array(bytes).buffer)).success).toBe(
      false,
    );
  });
});
