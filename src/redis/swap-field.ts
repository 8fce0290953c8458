import type { Redis } from 'ioredis';
import { script } from './script.ts';

const swapFieldScript = script(new URL('./swap-field.lua', import.meta.url));

/**
 * Changes a field of a hash, unless somebody else has changed it meanwhile.
 * @param before as it was read. @param after absent: the field goes
 * @returns whether it was changed
 */
export async function swapField(
  redis: Redis,
  key: string,
  field: string,
  before: string,
  after: string | undefined,
): Promise<boolean> {
  return (await swapFieldScript(redis, [key], [field, before, after ?? ''])) === 1;
}
