import type { Bench, Benchmark } from './benchmark.ts';
import { inFlight } from './support/in-flight.ts';
import { machineTime } from './support/instant.ts';
import { openInstantBot } from './support/instant-bot.ts';
import { median } from './support/percentile.ts';

const few = 100;
const sizes = {
  small: { many: 5000, rounds: 5, turns: 500 },
  full: { many: 100_000, rounds: 9, turns: 1000 },
} as const;
/** Questions on their way at once, while the cost is taken. */
const atOnce = 20;

/** What a turn costs where a hundred conversations are kept, and where many are; each has a Redis of its own. */
export const conversations: Benchmark = async bench => {
  const { many, rounds, turns } = sizes[bench.size];
  const small = await openWorld(few, bench);
  const large = await openWorld(many, bench);
  const [smallMs, largeMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    smallMs.push(await small.turnMs(turns));
    largeMs.push(await large.turnMs(turns));
  }
  const ratio = median(smallMs.map((ms, round) => (largeMs[round] as number) / ms));
  return [
    { what: `a turn with ${few} conversations`, value: median(smallMs), unit: 'ms' },
    { what: `a turn with ${many} conversations`, value: median(largeMs), unit: 'ms' },
    { what: 'the two, many per few', value: ratio, unit: '×', aim: { atMost: 1.2 } },
  ];
};

/** A bot that has answered in so many conversations. */
async function openWorld(count: number, { openRedis, undo }: Bench) {
  let landed: (() => void) | undefined;
  let left = 0;
  const onAnswer = () => {
    left -= 1;
    if (left === 0) landed?.();
  };
  const bot = await openInstantBot({ redisUrl: await openRedis(), onAnswer }, undo);
  await bot.work();

  let asked = 0;
  const answerAll = async (questions: number, chatOf: (number: number) => number) => {
    left = questions;
    const done = new Promise<void>(resolve => {
      landed = resolve;
    });
    await inFlight(questions, atOnce, number => bot.ask(`${chatOf(number)}`, `${asked++}`));
    await done;
  };
  await answerAll(count, number => number);
  return {
    /** Asks in a hundred conversations, so that histories are as long here as there. @returns ms for each turn */
    async turnMs(turns: number): Promise<number> {
      const startedAt = machineTime();
      await answerAll(turns, number => (number % few) * (count / few));
      return (machineTime() - startedAt) / turns;
    },
  };
}
