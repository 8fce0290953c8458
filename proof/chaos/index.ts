import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../bench/support/command.ts';
import { judge } from '../judge/judge.ts';
import { told } from '../judge/told.ts';
import { tell } from '../story/tell.ts';
import { type Played, play } from '../town/play.ts';
import { type Options, readOptions } from './options.ts';
import { toldKills, toldProgress, toldStory } from './report.ts';

const usage = `Usage: npm run chaos -- [--kills N] [--workers N] [--seed N] [--json FILE]
  --kills N    so many processes are killed; 40, which takes about two minutes, where it is not told
  --workers N  so many workers answer, beside two intakes; 4
  --seed N     the story; the same one is the same story. One by chance where it is not told
  --json F     writes what was seen to a file`;

const anySeed = () => Math.floor(Math.random() * 1_000_000);
const intakes = 2;
const patienceMs = 240_000;
const quietMs = 5000;
/** More than so many say the same. */
const findingsAtMost = 100;

const command = { usage, read: (args: readonly string[]) => readOptions(args, anySeed), run };
const exitCode = await runCommand(command, process.argv.slice(2), process.env['PATH'] ?? '');
// Left to itself, Node 20 can wait for ever for a handle of a process that was killed, with one core busy.
process.exit(exitCode);

/** @returns whether nothing was found; where something was, the logs are kept */
async function run(options: Options, program: string, signal: AbortSignal): Promise<boolean> {
  const { kills, workers, seed, json } = options;
  const story = tell({ seed, kills, workers, intakes });
  console.log(toldStory(story));
  const folder = await mkdtemp(join(tmpdir(), 'yanqiao-chaos-'));
  let isWell = false;
  try {
    const played = await play({
      story,
      workers,
      intakes,
      program,
      folder,
      patienceMs,
      quietMs,
      signal,
      root: fileURLToPath(new URL('../..', import.meta.url)),
      onProgress: progress => console.error(toldProgress(progress)),
    });
    if (json) await writeFile(json, `${JSON.stringify(played.evidence)}\n`);
    isWell = tellVerdict(played);
  } finally {
    if (isWell) await rm(folder, { recursive: true, force: true });
    else console.log(`The logs of all processes are in ${folder}.`);
  }
  if (!isWell) console.log(`Again: npm run chaos -- --seed ${seed} --kills ${kills} --workers ${workers}`);
  return isWell;
}

/** @returns whether nothing was found */
function tellVerdict({ evidence, deserted, tookMs }: Played): boolean {
  const verdict = judge(evidence);
  console.log(toldKills(evidence));
  console.log(told(verdict));
  for (const { charge, words } of verdict.findings.slice(0, findingsAtMost))
    console.log(`${charge}: ${words}`);
  for (const words of deserted) console.log(words);
  console.error(`${Math.round(tookMs / 1000)} s`);
  return verdict.findings.length === 0 && deserted.length === 0;
}
