import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Options, readOptions } from './options.ts';
import { type Outcome, run } from './run.ts';
import { targets } from './targets/index.ts';

const usage = `Usage: npm run fuzz -- [--cases N] [--seed N] [--target NAME [--path PATH]]
  ${targets.map(({ name }) => name).join(', ')}
  --cases N   of all targets together; 10000 where nothing is said
  --seed N    the same inputs each time
  --path P    of a failure, to see it again and make it smaller`;

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0 when every promise was kept */
async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(
      args,
      targets.map(({ name }) => name),
    );
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    return 1;
  }
  let unhandled = 0;
  process.on('unhandledRejection', reason => {
    unhandled += 1;
    console.error('unhandled:', reason);
  });
  const before = memory();
  const outcomes = await runAll(options);
  const after = memory();
  const cases = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
  const failures = outcomes.filter(({ failure }) => failure).length;
  console.log(
    `seed ${options.seed}: ${cases} cases, ${failures} failures, ${unhandled} unhandled rejections`,
  );
  console.log(`heap ${before.heap} → ${after.heap} MB, resident ${before.resident} → ${after.resident} MB`);
  return failures + unhandled === 0 ? 0 : 1;
}

async function runAll({ cases, seed, target, path }: Options): Promise<Outcome[]> {
  const chosen = targets.filter(({ name }) => target === undefined || name === target);
  const shares = chosen.reduce((sum, { share }) => sum + share, 0);
  const outcomes: Outcome[] = [];
  for (const each of chosen) {
    const outcome = await run(each, Math.max(1, Math.round((cases * each.share) / shares)), seed, path);
    outcomes.push(outcome);
    console.log(lineOf(outcome));
  }
  return outcomes;
}

function lineOf({ name, cases, tookMs, failure }: Outcome): string {
  const line = `${name.padEnd(32)} ${String(cases).padStart(7)} cases ${(tookMs / 1000).toFixed(1).padStart(7)} s`;
  if (!failure) return line;
  const { seed, path, why, input } = failure;
  return `${line}\n  FAILED: ${why}\n  with: ${input}\n  again: npm run fuzz -- --target "${name}" --seed ${seed} --path "${path}"`;
}

/** After all that can be forgotten was, MB. */
function memory() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: Math.round(heapUsed / 1e6), resident: Math.round(rss / 1e6) };
}
