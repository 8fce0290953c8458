import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { findServer } from '../src/redis/find-server.ts';
import { threeWays } from '../src/redis/install.ts';
import type { Benchmark } from './benchmark.ts';
import { budget } from './budget.ts';
import { conversations } from './conversations.ts';
import { fairness } from './fairness.ts';
import { latency } from './latency.ts';
import { memory } from './memory.ts';
import { type Options, readOptions } from './options.ts';
import { quota } from './quota.ts';
import { type Repeated, summarize } from './repeat.ts';
import { runOnce } from './run.ts';
import { table } from './table.ts';
import { throughput } from './throughput.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  latency,
  budget,
  quota,
  throughput,
  memory,
  fairness,
  conversations,
};

const usage = `Usage: npm run bench -- [NAME…] [--full] [--times N] [--json FILE]
  ${Object.keys(benchmarks).join(', ')}; all of them where none is named
  --full     the size that docs/benchmarks.md tells of
  --times N  runs each N times; the median counts
  --json F   writes the rows to a file too`;

process.exitCode = await main(process.argv.slice(2), process.env['PATH'] ?? '');

/** @returns the exit code: 0 when everything could be measured, whatever came out. */
async function main(args: readonly string[], path: string): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args, Object.keys(benchmarks));
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    return 1;
  }
  const program = await findServer(path);
  if (!program) {
    console.error(threeWays);
    return 1;
  }
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    once(process, signal).then(() => interrupt.abort(new Error('Interrupted.')));
  }
  let rows: Repeated[];
  try {
    rows = await runAll(options, program, interrupt.signal);
  } catch (error) {
    console.error(error);
    return 1;
  }
  console.log(table(rows));
  if (options.json) await writeFile(options.json, `${JSON.stringify(rows, null, 2)}\n`);
  return 0;
}

async function runAll(
  { names, size, times }: Options,
  program: string,
  signal: AbortSignal,
): Promise<Repeated[]> {
  const rows: Repeated[] = [];
  for (const name of names) {
    const benchmark = benchmarks[name] as Benchmark;
    const runs = [];
    for (let time = 1; time <= times; time += 1) {
      console.error(`${name}${times > 1 ? ` ${time}/${times}` : ''} …`);
      runs.push(await runOnce(benchmark, size, program, signal));
    }
    rows.push(...summarize(runs));
  }
  return rows;
}
