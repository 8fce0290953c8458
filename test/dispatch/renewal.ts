import { eventually } from '../support/eventually.ts';
import type { Space } from '../support/space.ts';

/** Waits until the lock of the only job that runs is renewed. */
export async function renewal(space: Space): Promise<void> {
  const lock = await eventually('a lock', async () =>
    (await space.allKeys()).find(key => key.endsWith(':lock')),
  );
  let leftMs = await space.redis.pttl(lock);
  await eventually('its renewal', async () => {
    const before = leftMs;
    leftMs = await space.redis.pttl(lock);
    return leftMs > before;
  });
}
