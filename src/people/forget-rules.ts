import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { swapField } from '../redis/swap-field.ts';
import { nobody } from './forgotten.ts';
import { subjectsNamed } from './subject.ts';

/**
 * Forgets what admins have ruled about a person and their direct chats: rules and quotas go. A ban goes on without the
 * name of whom it is about, and what the person has ruled about others without theirs.
 * @param names `platform:id`, see `namesOf`
 */
export async function forgetRules(redis: Redis, keys: Keys, names: readonly string[]): Promise<void> {
  const subjects: readonly string[] = names.flatMap(subjectsNamed);
  await redis
    .pipeline()
    .hdel(keys.access, ...subjects)
    .hdel(keys.quotas, ...subjects)
    .exec();
  for (const key of [keys.access, keys.bans]) {
    const entries = Object.entries(await redis.hgetall(key));
    await Promise.all(
      entries.map(async ([field, before]) => {
        const after = withoutNames(before, names, subjects);
        if (after !== before) await swapField(redis, key, field, before, after);
      }),
    );
  }
}

/** A stored rule or ban, that names nobody of these any more. */
function withoutNames(stored: string, names: readonly string[], subjects: readonly string[]): string {
  const entry = JSON.parse(stored) as { subject?: string; by?: string };
  const isAbout = entry.subject !== undefined && subjects.includes(entry.subject);
  const isBy = entry.by !== undefined && names.includes(entry.by);
  if (!isAbout && !isBy) return stored;
  const { subject, by = '', ...rest } = entry;
  return JSON.stringify({
    ...(subject !== undefined && !isAbout && { subject }),
    ...rest,
    by: isBy ? `${by.split(':', 1).join()}:${nobody}` : by,
  });
}
