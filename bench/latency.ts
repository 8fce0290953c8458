import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Benchmark } from './benchmark.ts';
import { startBot } from './support/bot.ts';
import { percentile } from './support/percentile.ts';
import { simulate } from './support/simulated.ts';

const questions = { small: 100, full: 500 } as const;
/** Below the pace of a whole bot on Telegram, so that nobody waits for another. */
const everyMs = 50;
/** Questions that warm connections and code up, and how fast they come. */
const warmUp = { count: 200, everyMs: 40 } as const;

/**
 * How long a question is on its way through an idle bot: from the moment it is written on Telegram to the arrival of
 * its call at ERNIE, both ways over HTTP included.
 */
export const latency: Benchmark = async ({ size, openRedis, undo }) => {
  const { ernie, settings, ask } = await simulate({ chunkMs: 0 }, await openRedis(), undo);
  ernie.reply(() => '好。');
  await startBot({ ...settings, MODEL_QPS: '1000' }, undo);

  const count = warmUp.count + questions[size];
  const askedAt: number[] = [];
  for (let number = 0; number < count; number += 1) {
    askedAt[number] = performance.timeOrigin + performance.now();
    ask(`question ${number}`);
    await delay(number < warmUp.count ? warmUp.everyMs : everyMs);
  }
  while (ernie.calls.length < count) await delay(10);
  const addedMs = ernie.calls.map(({ time, body }) => time - (askedAt[numberIn(body)] ?? Number.NaN));
  const measured = addedMs.slice(warmUp.count);
  return [
    { what: 'update to model call, p50', value: percentile(measured, 0.5), unit: 'ms', aim: { atMost: 5 } },
    { what: 'update to model call, p99', value: percentile(measured, 0.99), unit: 'ms' },
  ];
};

function numberIn(body: unknown): number {
  const { messages } = body as { messages: { content: string }[] };
  return Number(/question (\d+)/.exec(messages.at(-1)?.content ?? '')?.[1]);
}
