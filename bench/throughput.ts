import type { Benchmark } from './benchmark.ts';
import { median } from './support/percentile.ts';
import { startCrew } from './throughput/crew.ts';

const processes = 3;
const sizes = {
  small: { rounds: 3, jobs: 6000, turns: 2000 },
  full: { rounds: 7, jobs: 30_000, turns: 12_000 },
} as const;

/** Whole turns with an instant model, beside jobs of BullMQ that do nothing: the same processes, one after the other. */
export const throughput: Benchmark = async ({ size, openRedis, undo }) => {
  const { rounds, jobs, turns } = sizes[size];
  const rawCrew = await startCrew('raw', processes, await openRedis(), undo);
  const turnCrew = await startCrew('turns', processes, await openRedis(), undo);
  await rawCrew.run(jobs / 3);
  await turnCrew.run(turns / 3);

  const raw: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await rawCrew.run(jobs));
    whole.push(await turnCrew.run(turns));
  }
  const shares = whole.map((rate, round) => rate / (raw[round] as number));
  return [
    {
      what: `raw BullMQ, ${processes} processes, add and process`,
      value: Math.round(median(raw)),
      unit: '/s',
    },
    {
      what: `turns with an instant model, ${processes} processes`,
      value: Math.round(median(whole)),
      unit: '/s',
    },
    { what: 'turns per raw job', value: median(shares) * 100, unit: '%', aim: { atLeast: 25 } },
  ];
};
