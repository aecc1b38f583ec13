import type { Story } from './guest.ts';

/** Readers and scanners on real hidraw devices. */
export const hidStories: readonly Story[] = [];
