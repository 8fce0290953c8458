import type { Clock } from '../../../src/clock.ts';

/** As long, and as many, as DingTalk's own client remembers. */
const rememberedMs = 5 * 60_000;
const rememberedAtMost = 10_000;

/** What was acknowledged of late. */
export interface Acknowledged {
  /**
   * The acknowledgement of a frame. One that comes again gets the same, also while the first is in hand, and nothing
   * is done twice. Work that rejected is forgotten: the next delivery tries again.
   */
  once(id: string, work: () => Promise<string>): Promise<string>;
}

/** For all connections of a process: a frame comes again over any of them. */
export function openAcknowledged(clock: Pick<Clock, 'now'>): Acknowledged {
  const known = new Map<string, { readonly answer: Promise<string>; readonly until: number }>();

  /** The oldest come first. */
  function forget(isTooOld: (until: number) => boolean): void {
    for (const [id, { until }] of known) {
      if (!isTooOld(until)) return;
      known.delete(id);
    }
  }

  return {
    once(id, work) {
      const now = clock.now();
      forget(until => until <= now);
      const before = known.get(id);
      if (before) return before.answer;
      forget(() => known.size >= rememberedAtMost);
      const answer = work();
      known.set(id, { answer, until: now + rememberedMs });
      answer.catch(() => known.delete(id));
      return answer;
    },
  };
}
