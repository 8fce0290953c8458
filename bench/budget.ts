import { backlog } from './backlog.ts';
import type { Benchmark } from './benchmark.ts';
import { mostWithin } from './most-within.ts';
import type { Row } from './row.ts';
import { shareUsed } from './share-used.ts';

const sizes = {
  small: { rates: [5], seconds: 4 },
  full: { rates: [5, 50, 300], seconds: 20 },
} as const;

/** What the shared budget lets through: the most in any second, and the share of the quota that backlog uses. */
export const budget: Benchmark = async ({ size, openRedis }) => {
  const { rates, seconds } = sizes[size];
  const redisUrl = await openRedis();
  const rows: Row[] = [];
  for (const qps of rates) {
    for (const processes of [1, 2, 4]) {
      const { starts } = await backlog({ redisUrl, qps, processes, seconds });
      const who = `${processes === 1 ? '1 process' : `${processes} processes`}, ${qps} calls/s`;
      rows.push(
        {
          what: `${who}: most begun in any second`,
          value: mostWithin(starts, 1_000_000),
          unit: '',
          aim: { atMost: qps },
        },
        {
          what: `${who}: share of the quota used`,
          value: shareUsed(starts, qps) * 100,
          unit: '%',
          aim: { atLeast: 98 },
        },
      );
    }
  }
  return rows;
};
