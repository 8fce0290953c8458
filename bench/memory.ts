import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Benchmark } from './benchmark.ts';
import type { Row } from './row.ts';
import { apart } from './support/apart.ts';
import { startBot } from './support/bot.ts';
import { simulate } from './support/simulated.ts';

const streams = { small: [500], full: [500, 2000] } as const;
/** How long the memory is watched while all of them stream. */
const watchedMs = 10_000;
const lookMs = 500;
const answerOf = (sentences: number) => '这是一句不长也不短的话，读完它要一秒。'.repeat(sentences);

/** What one process takes while so many answers grow in it, at a sentence a second each. */
export const memory: Benchmark = async bench => {
  const rows: Row[] = [];
  for (const count of streams[bench.size]) {
    const bytes = await apart(bench, part => mostBytes(count, part));
    rows.push({
      what: `memory with ${count} streams`,
      value: bytes / 2 ** 20,
      unit: 'MB',
      ...(count === 2000 ? { aim: { atMost: 300 } } : {}),
    });
  }
  return rows;
};

async function mostBytes(count: number, { openRedis, undo }: Bench): Promise<number> {
  const { ernie, settings, ask } = await simulate({ chunkMs: 1000 }, await openRedis(), undo);
  ernie.reply(() => answerOf(300));
  const bot = await startBot({ ...settings, MODEL_QPS: '500', MODEL_CONCURRENCY: String(count) }, undo);
  for (let question = 0; question < count; question += 1) ask('请讲一个很长的故事');
  while (ernie.calls.length < count) await delay(lookMs);
  let most = 0;
  for (let look = 0; look < watchedMs / lookMs; look += 1) {
    await delay(lookMs);
    most = Math.max(most, await bot.figure('process_resident_memory_bytes'));
  }
  const growing = await bot.figure('yanqiao_replies_growing');
  if (growing < count) throw new Error(`Only ${growing} of ${count} replies were growing.`);
  return most;
}
