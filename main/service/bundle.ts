import { gzipSync } from 'node:zlib';
import type { Cabinet } from '../contract/cabinet.ts';
import type { Settings } from '../contract/settings.ts';
import { lastEventLines } from './event-export.ts';
import type { ServiceFacts } from './facts.ts';
import { tarOf, type TarFile } from './tar.ts';
import type { Store } from '../../db/open.ts';
import type { Device, FrameEntry } from '../../hardware/device.ts';

/**
 * What support needs, in one archive: versions, health, settings without secrets, the cabinet, the
 * last frames of each door bus, the last events. People stand in it by id only.
 */
export interface BundleSource {
  readonly store: Store;
  readonly facts: ServiceFacts;
  readonly settings: Settings;
  readonly cabinet: Cabinet;
  readonly devices: readonly Device[];
  /** Wall-clock ms. */
  readonly at: number;
}

/** Small enough for a mail; each part has its share. */
const PART_BYTES = 2 * 1_024 * 1_024;
const EVENTS = 5_000;

export function supportBundle(source: BundleSource): Uint8Array {
  const { store, facts, settings, cabinet, devices, at } = source;
  const files: TarFile[] = [
    json('facts.json', facts),
    json('settings.json', withoutSecrets(settings)),
    json('cabinet.json', cabinet),
    { name: 'events.ndjson', content: lastPart(lastEventLines(store, EVENTS)) },
    ...devices.flatMap((device) => {
      const frames = device.frames?.() ?? [];
      return frames.length === 0
        ? []
        : [{ name: `frames/${device.id}.txt`, content: lastPart(frameText(frames)) }];
    }),
  ];
  return gzipSync(tarOf(files, at / 1_000));
}

const ARROWS = { out: '>', in: '<', dropped: '?', note: '#' } as const;

/** One frame a line: monotonic ms, `>` sent, `<` received, `?` belonged to nothing, `#` a note, the bytes. */
export function frameText(frames: readonly FrameEntry[]): Uint8Array {
  const lines = frames.map(
    ({ at, direction, hex }) => `${at.toFixed(1)} ${ARROWS[direction]} ${hex}`,
  );
  return Buffer.from(`${lines.join('\n')}\n`);
}

const SECRET = /secret|password|passwd|token|pepper|credential|private|hash|pin$|key$/i;

/** Whatever a later version calls a secret stays at home. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const secret = SECRET.test(key) && each !== null && typeof each !== 'boolean';
      return [key, secret ? '(left out)' : withoutSecrets(each)];
    }),
  );
}

/** The newest whole lines that fit. */
function lastPart(text: Uint8Array): Uint8Array {
  if (text.length <= PART_BYTES) return text;
  const tail = text.subarray(text.length - PART_BYTES);
  return tail.subarray(tail.indexOf(0x0a) + 1);
}

function json(name: string, value: unknown): TarFile {
  return { name, content: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}
