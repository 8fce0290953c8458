import type { Redis } from 'ioredis';
import { script } from '../redis/script.ts';
import { formerSpender } from './former-spender.ts';
import { quotaKinds } from './quota.ts';
import type { Subject } from './subject.ts';

const renameSpenderScript = script(new URL('./rename-spender.lua', import.meta.url));

/** Days that older versions have counted have a field for each number. */
const endings = ['', ':replies', ':tokens'] as const;

/** Forgets what somebody has used on these days. @param days keys of `usage`. @param names `platform:id`, see `namesOf` */
export async function forgetUsage(
  redis: Redis,
  days: readonly string[],
  names: readonly string[],
): Promise<void> {
  const owners = names.flatMap(name => [`user:${name}`, `chat:${name}`]);
  const fields = owners.flatMap(owner => endings.map(ending => `${owner}${ending}`));
  const removing = redis.pipeline();
  for (const day of days) removing.hdel(day, ...fields);
  await removing.exec();
}

/** Takes the names off what the quotas have counted; for a person it counts on. @param windows keys of `spent` */
export async function forgetSpent(
  redis: Redis,
  windows: readonly string[],
  names: readonly string[],
): Promise<void> {
  for (const window of windows) {
    for (const name of names) {
      const subjects: readonly Subject[] = [`user:${name}`, `chat:${name}`];
      for (const what of quotaKinds) {
        await Promise.all(
          subjects.map(subject =>
            renameSpenderScript(redis, [window], [`${what}:${subject}`, `${what}:${formerSpender(subject)}`]),
          ),
        );
      }
    }
  }
}
