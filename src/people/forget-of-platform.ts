import type { Redis } from 'ioredis';
import { type Forgotten, namesPerson } from './forgotten.ts';

/**
 * Forgets what adapters keep of somebody for a while: small things that are named by a person or a chat, or hold one.
 * @param found keys of the platform's own state. @param directs the person's direct chats, `platform:id`
 */
export async function forgetOfPlatform(
  redis: Redis,
  found: readonly string[],
  { platform, personId }: Forgotten,
  directs: ReadonlySet<string>,
): Promise<void> {
  const ids = [personId, ...[...directs].map(direct => direct.slice(platform.length + 1))];
  const reading = redis.pipeline();
  for (const key of found) reading.get(key);
  // What is no string holds no people.
  const values = ((await reading.exec()) ?? []).map(([, value]) => (typeof value === 'string' ? value : ''));
  const going = found.filter((key, index) =>
    ids.some(id => namesPerson(key, id) || values[index]?.includes(JSON.stringify(id))),
  );
  if (going.length > 0) await redis.unlink(...going);
}
