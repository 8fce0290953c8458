import { writeFile } from 'node:fs/promises';
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
import { runCommand } from './support/command.ts';
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

process.exitCode = await runCommand(
  { usage, read: args => readOptions(args, 'benchmark', Object.keys(benchmarks)), run },
  process.argv.slice(2),
  process.env['PATH'] ?? '',
);

/** @returns true: everything could be measured, whatever came out */
async function run(options: Options, program: string, interrupted: AbortSignal): Promise<true> {
  const rows = await runAll(options, program, interrupted);
  console.log(table(rows));
  if (options.json) await writeFile(options.json, `${JSON.stringify(rows, null, 2)}\n`);
  return true;
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
