import type { Bench, Benchmark } from './benchmark.ts';
import { apart } from './support/apart.ts';
import { inFlight } from './support/in-flight.ts';
import { machineTime } from './support/instant.ts';
import { openInstantBot } from './support/instant-bot.ts';
import { percentile } from './support/percentile.ts';

const sizes = { small: { chats: 200, questions: 4 }, full: { chats: 500, questions: 10 } } as const;
const hotBacklog = 1000;
/** 500 answers a second at most: the line is for the model, not for this machine. */
const model = { modelMs: 20, settings: { MODEL_CONCURRENCY: '10' } };

/** How long cold chats wait for each answer, alone and beside a chat with a thousand questions waiting. */
export const fairness: Benchmark = async bench => {
  const alone = await apart(bench, part => coldWaits(0, part));
  const beside = await apart(bench, part => coldWaits(hotBacklog, part));
  const rows = [
    { what: 'cold chats alone, wait p95', value: percentile(alone, 0.95), unit: 'ms' },
    {
      what: `cold chats beside one with ${hotBacklog} waiting, wait p95`,
      value: percentile(beside, 0.95),
      unit: 'ms',
    },
  ];
  const ratio = percentile(beside, 0.95) / percentile(alone, 0.95);
  return [...rows, { what: 'the two, beside per alone', value: ratio, unit: '×', aim: { atMost: 1.2 } }];
};

/** All questions are there when the work begins. @returns ms from a question coming to the head of its chat to its answer */
async function coldWaits(backlog: number, { size, openRedis, undo }: Bench): Promise<number[]> {
  const { chats, questions } = sizes[size];
  const waits: number[] = [];
  const headSince = new Map<string, number>();
  let enough = () => {};
  const answered = new Promise<void>(resolve => {
    enough = resolve;
  });
  const bot = await openInstantBot(
    {
      redisUrl: await openRedis(),
      ...model,
      onAnswer(chat, at) {
        if (chat === 'hot') return;
        waits.push(at - (headSince.get(chat) ?? startedAt));
        headSince.set(chat, at);
        if (waits.length === chats * questions) enough();
      },
    },
    undo,
  );
  await inFlight(backlog, 50, number => bot.ask('hot', `${number}`));
  await inFlight(chats * questions, 50, number => bot.ask(`cold-${number % chats}`, `${number}`));
  const startedAt = machineTime();
  await bot.work();
  await answered;
  return waits;
}
