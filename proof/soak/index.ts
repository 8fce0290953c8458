import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../bench/support/command.ts';
import { judge } from '../judge/judge.ts';
import { told } from '../judge/told.ts';
import { calm } from '../story/calm.ts';
import { openTown } from '../town/town.ts';
import { type Options, readOptions } from './options.ts';
import { type Look, soak } from './soak.ts';
import { heading, toldLook } from './told.ts';

const usage = `Usage: npm run soak -- [--minutes N] [--seed N] [--json FILE]
  At 80 % of the model's budget, on three platforms: what the bot takes each minute, and what the judge says in the end.
  --minutes N  so long; 60 where it is not told
  --seed N     the story; 1 where it is not told
  --json F     writes what was seen each minute to a file`;

const budget = { calls: 5, perMs: 1000 } as const;
const share = 0.8;
/** So many that each has a pause of five minutes, longer than its conversation lives: what is forgotten is seen, too. */
const chats = 1200;
const settings = { CONVERSATION_TTL_MS: '240000' };
const processes = { workers: 2, intakes: 1 };
const patienceMs = 120_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

process.exitCode = await runCommand(
  { usage, read: readOptions, run },
  process.argv.slice(2),
  process.env['PATH'] ?? '',
);

/** @returns whether the judge found nothing, and no process ended by itself */
async function run({ minutes, seed, json }: Options, program: string, signal: AbortSignal): Promise<boolean> {
  const story = calm({ seed, lastsMs: minutes * 60_000, perSecond: budget.calls * share, chats });
  const folder = await mkdtemp(join(tmpdir(), 'yanqiao-soak-'));
  const town = await openTown({
    ...processes,
    root,
    program,
    folder,
    budget,
    settings,
    decide: () => 'go on',
  });
  const looks: Look[] = [];
  const onLook = (look: Look) => {
    looks.push(look);
    console.log(toldLook(look));
  };
  try {
    console.log(heading);
    const verdict = judge(await soak(story, town, { onLook, patienceMs, signal }));
    console.log(told(verdict));
    for (const { charge, words } of verdict.findings) console.log(`${charge}: ${words}`);
    for (const words of town.crew.deserted) console.log(words);
    if (json) await writeFile(json, `${JSON.stringify(looks, null, 1)}\n`);
    return verdict.findings.length === 0 && town.crew.deserted.length === 0;
  } finally {
    await town.close();
    await rm(folder, { recursive: true, force: true });
  }
}
