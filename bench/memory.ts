import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Benchmark, Size } from './benchmark.ts';
import type { Row } from './row.ts';
import { apart } from './support/apart.ts';
import { startBot } from './support/bot.ts';
import { simulate } from './support/simulated.ts';

interface Case {
  readonly streams: number;
  /** Megabytes that V8's heap may have; it takes more than twice what it needs where nothing holds it. */
  readonly heapMB?: number;
}
const cases: Readonly<Record<Size, readonly Case[]>> = {
  small: [{ streams: 500 }],
  full: [{ streams: 500 }, { streams: 2000 }, { streams: 2000, heapMB: 200 }],
};
/** How long the memory is watched while all of them stream. */
const watchedMs = 10_000;
const lookMs = 500;
const answerOf = (sentences: number) => '这是一句不长也不短的话，读完它要一秒。'.repeat(sentences);

/** What one process takes while so many answers grow in it, at a sentence a second each. */
export const memory: Benchmark = async bench => {
  const rows: Row[] = [];
  for (const it of cases[bench.size]) {
    const bytes = await apart(bench, part => mostBytes(it, part));
    rows.push({
      what: `memory with ${it.streams} streams${it.heapMB ? `, heap held to ${it.heapMB} MB` : ''}`,
      value: bytes / 2 ** 20,
      unit: 'MB',
      ...(it.streams === 2000 ? { aim: { atMost: 300 } } : {}),
    });
  }
  return rows;
};

async function mostBytes({ streams: count, heapMB }: Case, { openRedis, undo }: Bench): Promise<number> {
  const { ernie, settings, ask } = await simulate({ chunkMs: 1000 }, await openRedis(), undo);
  ernie.reply(() => answerOf(300));
  const held: Record<string, string> = heapMB
    ? { NODE_OPTIONS: `--max-old-space-size=${heapMB} --max-semi-space-size=4` }
    : {};
  const limits = { MODEL_QPS: '500', MODEL_CONCURRENCY: String(count) };
  const bot = await startBot({ ...settings, ...limits, ...held }, undo);
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
