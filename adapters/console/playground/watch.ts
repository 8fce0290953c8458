import type { World } from '../../../src/adapter.ts';
import type { Changes } from '../../../src/playground.ts';
import type { ChangeLog } from '../space/changes.ts';
import type { Tail } from '../space/tail.ts';

/** While Redis is away, milliseconds. */
const pauseMs = 500;

/** Tells one watcher of changes, as fast as they take them: see `Playground.watch`. */
export async function* watch(
  { log, tail, clock }: { readonly log: ChangeLog; readonly tail: Tail; readonly clock: World['clock'] },
  after: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Changes> {
  const isKnown = after !== undefined && (await log.knows(after));
  let seen = isKnown ? after : await log.last();
  yield { id: seen, changes: isKnown || after === undefined ? [] : [{ kind: 'missed' }] };
  while (!signal.aborted && !tail.isClosed()) {
    const news = tail.next(seen, signal);
    try {
      const found = await log.after(seen);
      if (found && !signal.aborted) {
        seen = found.id;
        yield found;
      } else await news;
    } catch {
      await clock.sleep(pauseMs, signal).catch(() => {});
    }
  }
}
