import type { Figure } from './figure.ts';

export async function catchUp(): Promise<readonly Figure[]> {
  return [];
}
