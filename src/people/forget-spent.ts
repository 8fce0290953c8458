import type { Redis } from 'ioredis';
import { script } from '../redis/script.ts';
import { formerSpender } from './former-spender.ts';
import { quotaKinds } from './quota.ts';
import type { Subject } from './subject.ts';

const renameSpenderScript = script(new URL('./rename-spender.lua', import.meta.url));

/** Takes the names off what the quotas have counted; for a person it counts on. @param windows keys of `spent` */
export async function forgetSpent(
  redis: Redis,
  windows: readonly string[],
  subjects: readonly Subject[],
): Promise<void> {
  for (const window of windows) {
    for (const subject of subjects) {
      await Promise.all(
        quotaKinds.map(kind =>
          renameSpenderScript(redis, [window], [`${kind}:${subject}`, `${kind}:${formerSpender(subject)}`]),
        ),
      );
    }
  }
}
