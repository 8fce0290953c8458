import { setTimeout as delay } from 'node:timers/promises';

/** Polls until `look` gives something that is not undefined, false or null. Rejects, with what it waited for, after `withinMs`. */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<Exclude<T, undefined | false | null>> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false && found !== null) {
      return found as Exclude<T, undefined | false | null>;
    }
    if (Date.now() > until) throw new Error(`Waited ${withinMs} ms in vain for: ${what}`);
    await delay(20);
  }
}
