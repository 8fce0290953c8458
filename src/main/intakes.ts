import type { Accept, Platform } from '../platform.ts';
import type { House } from './house.ts';

/** Starts every intake; one that cannot start keeps the others from nothing: it is told in `/readyz` and the log. */
export async function startIntakes(
  platforms: ReadonlyMap<string, Platform>,
  accept: Accept,
  { log, undo }: Pick<House, 'log' | 'undo'>,
): Promise<void> {
  undo.add(() => Promise.all([...platforms.values()].map(({ intake }) => intake.stop())));
  await Promise.all(
    [...platforms].map(async ([platform, { intake }]) => {
      try {
        await intake.start(accept);
      } catch (error) {
        log('intake.failed', { platform, error, retryInMs: 0 });
      }
    }),
  );
}
