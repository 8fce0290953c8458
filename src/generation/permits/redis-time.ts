/**
 * Redis's clock as seen from here, told from round trips: the machines' own clocks may differ, and a delay counted
 * from an answer's arrival would be wrong by the time it travelled. All times are milliseconds.
 */
export interface RedisTime {
  /** An answer that has just come bears Redis's time `told`; its question left at `sentAt` of our clock. */
  learn(sentAt: number, told: number): void;
  /** How long until Redis's clock certainly shows `moment`; negative once it has. */
  until(moment: number): number;
  /** How far past `moment` Redis's clock may be by now. */
  past(moment: number): number;
}

/** A Redis farther away than this costs exactness, so that it does not cost every permit. */
const mostUncertainMs = 5;

/** @param now A monotonic clock in milliseconds, with fractions. */
export function redisTime(now: () => number): RedisTime {
  // Redis's clock minus ours lies between these; every answer narrows it. Before the first, all moments are long past.
  let low = Number.POSITIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  return {
    learn(sentAt, told) {
      const least = told - now();
      const most = told - sentAt;
      // One of the clocks was set, they drift, or another server answers.
      const contradicts = least > high || most < low;
      low = contradicts ? least : Math.max(low, least);
      high = contradicts ? most : Math.min(high, most);
    },
    until: moment => moment - low - now(),
    past: moment => now() + Math.min(high, low + mostUncertainMs) - moment,
  };
}
