import type { Redis } from 'ioredis';

/** Kinds of counters that have a field for each owner: `user:telegram:1`, `replies:user:telegram:1`, `user:telegram:1:tokens`. */
const kinds = ['', 'replies:', 'tokens:'] as const;
/** Of days that older versions have counted. */
const oldEndings = ['', ':replies', ':tokens'] as const;

/** Forgets what somebody has used. @param hashes keys of `usage` and `spent`. @param names `platform:id`, see `namesOf` */
export async function forgetCounters(
  redis: Redis,
  hashes: readonly string[],
  names: readonly string[],
): Promise<void> {
  const owners = names.flatMap(name => [`user:${name}`, `chat:${name}`]);
  const fields = owners.flatMap(owner =>
    kinds.flatMap(kind => oldEndings.map(end => `${kind}${owner}${end}`)),
  );
  const removing = redis.pipeline();
  for (const key of hashes) removing.hdel(key, ...fields);
  await removing.exec();
}
