import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { script } from '../redis/script.ts';
import { nobody } from './forgotten.ts';

const anonymiseScript = script(new URL('./anonymise-audit.lua', import.meta.url));

/** Takes somebody's names out of the audit log; what was done stays in it. @param names `platform:id`, see `namesOf` */
export async function anonymiseAudit(
  redis: Redis,
  keys: Keys,
  platform: string,
  names: readonly string[],
): Promise<void> {
  await anonymiseScript(redis, [keys.audit], [`${platform}:${nobody}`, ...names]);
}
