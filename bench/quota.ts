import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Benchmark } from './benchmark.ts';
import { mostWithin } from './most-within.ts';
import type { Row } from './row.ts';
import { shareUsed } from './share-used.ts';
import { apart } from './support/apart.ts';
import { startBot } from './support/bot.ts';
import { simulate } from './support/simulated.ts';
import { watchStalls } from './support/stalls.ts';

const seconds = { small: 8, full: 20 } as const;
const qps = 5;

/**
 * The budget as the vendor sees it: bots in backlog that share one account of five calls a second. A second is shorter by
 * what the vendor, in a loop of ours, may have seen too late.
 */
export const quota: Benchmark = async bench => {
  const rows: Row[] = [];
  for (const processes of bench.size === 'full' ? [1, 2, 4] : [1, 4]) {
    const { moments, second } = await apart(bench, part => callsOf(processes, part));
    const bots = processes === 1 ? '1 bot' : `${processes} bots`;
    rows.push(
      {
        what: `${bots}, ${qps} calls/s: most that arrived in any second`,
        value: mostWithin(moments, second),
        unit: '',
        aim: { atMost: qps },
      },
      {
        what: `${bots}, ${qps} calls/s: share of the quota used`,
        value: shareUsed(moments, qps) * 100,
        unit: '%',
        aim: { atLeast: 98 },
      },
    );
  }
  return rows;
};

/** When calls arrived at the vendor, ascending, and the second in which so many may; microseconds. */
async function callsOf(
  processes: number,
  { size, openRedis, undo }: Bench,
): Promise<{ readonly moments: number[]; readonly second: number }> {
  const { ernie, settings, ask } = await simulate({ chunkMs: 20 }, await openRedis(), undo);
  await Promise.all(
    Array.from({ length: processes }, () => startBot({ ...settings, MODEL_QPS: String(qps) }, undo)),
  );
  const seenLateMs = watchStalls();
  for (let question = 0; question < qps * seconds[size] * 2; question += 1) ask('你好');
  while (ernie.calls.length === 0) await delay(10);
  await delay(seconds[size] * 1000);
  return { moments: ernie.calls.map(({ time }) => time * 1000), second: (1000 - seenLateMs()) * 1000 };
}
