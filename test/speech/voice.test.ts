import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { fault } from '../../main/base/result.ts';
import { silentLog, type Log } from '../../main/base/log.ts';
import type { Clip, Utterance } from '../../main/contract/audio.ts';
import { engineChain } from '../../main/speech/chain.ts';
import { clipMemory } from '../../main/speech/clip-memory.ts';
import { makePack } from '../../main/speech/pack/make-pack.ts';
import { openPack } from '../../main/speech/pack/prompt-pack.ts';
import { createVoice, type RunningVoice } from '../../main/speech/voice.ts';
import { temporaryFolder } from '../support/product.ts';
import { fakeEngine, hum, utterance, type FakeEngine } from '../support/speech.ts';

const stored: Clip = { ...hum(500), ms: 500 };
let first: FakeEngine;
let second: FakeEngine;
let logged: string[];
let voice: RunningVoice;
const memory = clipMemory();

beforeEach(async () => {
  first = fakeEngine('espeak-ng');
  second = fakeEngine('flite');
  logged = [];
  voice = await voiceOf(first, second);
});

async function voiceOf(...engines: readonly FakeEngine[]): Promise<RunningVoice> {
  const chain = engineChain(engines, ['en', 'de'], log());
  await chain.probe();
  memory.forget();
  return createVoice({
    chain,
    memory: clipMemory(),
    packs: [],
    outOfOrder: async () => stored,
    log: log(),
  });
}

/** Has it made; gives the code of what went wrong. */
async function hear(text: string, more: Partial<Utterance> = {}, rate = 100): Promise<string> {
  const clip = await voice.clip(utterance(text, more), rate);
  return clip.ok ? 'spoke' : clip.error.code;
}

function log(): Log {
  const note = (what: string, fields?: object): void =>
    void logged.push(`${what} ${JSON.stringify(fields ?? {})}`);
  return { ...silentLog, warn: note, error: note, info: note, part: log };
}

describe('[F41] a clip is made once', () => {
  test('said again it comes from memory, at another rate or in another language it is made anew', async () => {
    await hear('Press Select');
    await hear('Press Select');
    expect(first.spoken).toHaveLength(1);
    await hear('Press Select', {}, 150);
    await hear('Press Select', { locale: 'de' });
    expect(first.spoken).toHaveLength(3);
  });

  test('who asks while it is being made gets the same one', async () => {
    const [one, other] = await Promise.all([
      voice.clip(utterance('Press Select'), 100),
      voice.clip(utterance('Press Select'), 100),
    ]);
    expect(first.spoken).toHaveLength(1);
    expect(one).toEqual(other);
  });

  test('the items of a screen are prepared in order, and the next screen takes their place', async () => {
    voice.prepare(
      ['one', 'two', 'three'].map((text) => utterance(text)),
      100,
    );
    voice.prepare([utterance('four'), utterance('five')], 100);
    await hear('five');
    await hear('four');
    expect(first.spoken).not.toContain('two');
    expect(first.spoken.filter((text) => text === 'five')).toHaveLength(1);
    expect(first.spoken.filter((text) => text === 'four')).toHaveLength(1);
  });
});

describe('[F41] EN 301 549 5.1.3.9: what is personal is gone with the session', () => {
  test('a name is made anew afterwards, a prompt is not', async () => {
    await hear('Ada Lovelace', { personal: true });
    await hear('Press Select');
    voice.forget();
    await hear('Ada Lovelace', { personal: true });
    await hear('Press Select');
    expect(first.spoken).toEqual(['Ada Lovelace', 'Press Select', 'Ada Lovelace']);
  });

  test('its samples are overwritten', async () => {
    const clip = await voice.clip(utterance('Ada Lovelace', { personal: true }), 100);
    voice.forget();
    expect(clip.ok && clip.value.pcm.every((sample) => sample === 0)).toBe(true);
  });

  test('one that is still being made when the session ends is not kept', async () => {
    const making = voice.clip(utterance('Ada Lovelace', { personal: true }), 100);
    voice.forget();
    expect((await making).ok).toBe(true);
    await hear('Ada Lovelace', { personal: true });
    expect(first.spoken).toHaveLength(2);
  });

  test('an engine that writes files is not asked, and no log carries the words', async () => {
    const writes = fakeEngine('say');
    voice = await voiceOf(first, writes);
    first.breaks = fault('speech.hung', 'nothing within 2000 ms');
    const clip = await voice.clip(utterance('Ada Lovelace', { personal: true }), 100);
    expect(clip).toEqual({ ok: true, value: stored });
    expect(writes.spoken).toEqual([]);
    expect(logged.join()).not.toContain('Ada');
    expect(logged.join()).toContain('speech.hung');
  });
});

describe('[F41] an engine fails', () => {
  test('another one speaks to the end of the session, the next session has the better one again', async () => {
    first.breaks = fault('speech.crashed', 'ended with 1');
    expect((await voice.clip(utterance('one'), 100)).ok).toBe(true);
    first.breaks = null;
    await hear('two');
    expect(first.spoken).toEqual(['one']);
    expect(second.spoken).toEqual(['one', 'two']);
    expect(voice.health().state).toBe('degraded');
    voice.forget();
    await hear('three');
    expect(first.spoken).toEqual(['one', 'three']);
    expect(voice.health()).toEqual({ state: 'ready', reason: null });
  });

  test('silence and noise count as failures', async () => {
    first.breaks = { ok: true, value: hum(900, 0) };
    await hear('one');
    first.breaks = { ok: true, value: hum(90_000) };
    voice.forget();
    await hear('two');
    expect(second.spoken).toEqual(['one', 'two']);
  });

  test('all of them: the stored line once, then the fault, and again in the next session', async () => {
    first.breaks = second.breaks = fault('speech.crashed', 'ended with 1');
    expect(await voice.clip(utterance('one'), 100)).toEqual({ ok: true, value: stored });
    const again = await voice.clip(utterance('two'), 100);
    expect(again.ok ? '' : again.error.code).toBe('speech.outOfOrder');
    expect((await voice.clip(utterance('zwei', { locale: 'de' }), 100)).ok).toBe(true);
    expect(voice.health().state).toBe('lost');
    voice.forget();
    expect((await voice.clip(utterance('three'), 100)).ok).toBe(true);
  });

  test('preparing in vain says nothing to anybody', async () => {
    first.breaks = second.breaks = fault('speech.crashed', 'ended with 1');
    voice.prepare([utterance('one')], 100);
    await new Promise(setImmediate);
    expect(await voice.clip(utterance('one'), 100)).toEqual({ ok: true, value: stored });
  });

  test('one that was missing at the start is asked again after the session', async () => {
    first.here = fault('speech.missing', 'not here');
    voice = await voiceOf(first, second);
    expect(voice.health().state).toBe('degraded');
    first.here = { ok: true, value: null };
    voice.forget();
    await new Promise(setImmediate);
    await hear('one');
    expect(first.spoken).toEqual(['one']);
  });

  test('nothing but signs is no sentence', async () => {
    const clip = await voice.clip(utterance('🎉 …'), 100);
    expect(clip.ok ? '' : clip.error.code).toBe('speech.noWords');
    expect(first.spoken).toEqual([]);
  });
});

describe('[F41] memory has an end', () => {
  test('the clip that nobody has asked for longest goes first, and a personal one goes as zeros', () => {
    const small = clipMemory(40_000);
    const clips = [1, 2, 3].map(() => ({ ...hum(500), ms: 500 }));
    for (const [i, clip] of clips.entries()) {
      small.put(`clip ${i}`, clip, true);
      small.get('clip 0');
    }
    expect(small.bytes()).toBe(32_000);
    expect(small.get('clip 0')).not.toBeNull();
    expect(small.get('clip 1')).toBeNull();
    expect(clips[1]?.pcm.every((sample) => sample === 0)).toBe(true);
    expect(clips[2]?.pcm.some((sample) => sample !== 0)).toBe(true);
  });
});

describe('[F41] prompts that were spoken when the product was built', () => {
  test('need no engine, come out the same twice, and a damaged one is made anew', async () => {
    const texts = ['Press Select', 'Please wait'];
    const pack = await makePack(fakeEngine(), 'en', texts);
    expect(await makePack(fakeEngine(), 'en', texts)).toEqual(pack);
    if (!pack.ok) throw new Error(pack.error.message);
    const { index, sound } = pack.value;
    const folder = temporaryFolder();
    folder.file('index.json', index);
    writeFileSync(folder.in(index.sound), damagedAtTheEnd(sound));
    const opened = openPack(folder.path);
    try {
      expect((await opened?.clip('Press Select', 100))?.ms).toBeGreaterThan(600);
      expect(await opened?.clip('Please wait', 100)).toBeNull();
      expect(await opened?.clip('Press Select', 150)).toBeNull();
    } finally {
      opened?.close();
      folder.remove();
    }
  });

  test('a folder without one, or with one that nobody understands, is none', () => {
    const folder = temporaryFolder();
    expect(openPack(folder.path)).toBeNull();
    folder.file('index.json', { engine: 'espeak-ng', sound: '../../etc/passwd' });
    expect(openPack(folder.path)).toBeNull();
    folder.remove();
  });
});

function damagedAtTheEnd(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[copy.length - 1] = (copy[copy.length - 1] ?? 0) ^ 255;
  return copy;
}
