import { createHash } from 'node:crypto';
import type { Locale } from '../contract/view.ts';
import type { EngineIdentity } from './engine.ts';

/** What a clip is found by: everything that its sound depends on. */
export function clipKey(
  identity: EngineIdentity,
  locale: Locale,
  rate: number,
  text: string,
): string {
  const { engine, version, voice } = identity;
  return createHash('sha256')
    .update(JSON.stringify([engine, version, voice, locale, rate, text]))
    .digest('hex');
}
