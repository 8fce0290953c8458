import type { Redis } from 'ioredis';

/** Days that older versions have counted have a field for each number; see `readOld` in `usage.ts`. */
const endings = ['', ':replies', ':tokens'] as const;

/**
 * Forgets what somebody has used on these days.
 * @param days keys of `usage`. @param owners whose counters go: `user:telegram:1`, `chat:telegram:-100`
 */
export async function forgetUsage(
  redis: Redis,
  days: readonly string[],
  owners: readonly string[],
): Promise<void> {
  const fields = owners.flatMap(owner => endings.map(ending => `${owner}${ending}`));
  const removing = redis.pipeline();
  for (const day of days) removing.hdel(day, ...fields);
  await removing.exec();
}
