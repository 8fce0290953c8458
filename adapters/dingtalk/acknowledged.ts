import type { Clock } from '../../src/clock.ts';

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

  function forgetOld(): void {
    const now = clock.now();
    // The oldest come first.
    for (const [id, { until }] of known) {
      if (until > now && known.size < rememberedAtMost) return;
      known.delete(id);
    }
  }

  return {
    once(id, work) {
      forgetOld();
      const before = known.get(id);
      if (before) return before.answer;
      const answer = work();
      known.set(id, { answer, until: clock.now() + rememberedMs });
      answer.catch(() => known.delete(id));
      return answer;
    },
  };
}
