import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { findServer } from '../../src/redis/find-server.ts';
import { threeWays } from '../../src/redis/install.ts';
import { judge } from '../judge/judge.ts';
import { told } from '../judge/told.ts';
import { calm } from '../story/calm.ts';
import type { Story } from '../story/story.ts';
import { openAsking } from '../town/asked.ts';
import { evidenceOf } from '../town/evidence.ts';
import { openTown, type Town } from '../town/town.ts';
import { keysByKind, memoryOf, redisMemory, type Sample } from './sample.ts';
import { heading, toldSample } from './told.ts';

const usage = `Usage: npm run soak -- [--minutes N] [--seed N] [--json FILE]
  At 80 % of the model's budget, on three platforms: what the bot takes each minute, and what the judge says in the end.`;

const budget = { calls: 5, perMs: 1000 } as const;
const share = 0.8;
/** So many that each has a pause of five minutes, longer than its conversation lives: what is forgotten is seen, too. */
const chats = 1200;
const settings = { CONVERSATION_TTL_MS: '240000' };
const patienceMs = 120_000;
const minuteMs = 60_000;

process.exitCode = await main(process.argv.slice(2), process.env['PATH'] ?? '');

async function main(args: readonly string[], path: string): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) {
    console.error(usage);
    return 1;
  }
  const program = await findServer(path);
  if (!program) {
    console.error(threeWays);
    return 1;
  }
  const story = calm({
    seed: Number(values.seed),
    lastsMs: minutes * minuteMs,
    perSecond: budget.calls * share,
    chats,
  });
  const folder = await mkdtemp(join(tmpdir(), 'yanqiao-soak-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const town = await openTown({
    root,
    program,
    folder,
    workers: 2,
    intakes: 1,
    budget,
    settings,
    decide: () => 'go on',
  });
  try {
    const { samples, isWell } = await soak(story, town);
    if (values.json) await writeFile(values.json, `${JSON.stringify(samples, null, 1)}\n`);
    return isWell ? 0 : 1;
  } finally {
    await town.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function soak(story: Story, town: Town): Promise<{ samples: readonly Sample[]; isWell: boolean }> {
  const redis = new Redis({ path: town.redis.url.slice('unix:'.length) });
  const startedAt = performance.now();
  const passedMs = () => performance.now() - startedAt;
  const asking = openAsking(story, town);
  const samples: Sample[] = [];
  console.log(heading);
  const look = async () => {
    const sample: Sample = {
      minute: Math.round(passedMs() / minuteMs),
      asked: asking.asked.length,
      open: asking.open().length,
      memoryMB: Object.fromEntries(
        await Promise.all(town.crew.pids().map(async ([name, pid]) => [name, await memoryOf(pid)] as const)),
      ),
      redisMB: await redisMemory(redis),
      ...(await keysByKind(redis)),
    };
    samples.push(sample);
    console.log(toldSample(sample));
  };
  await look();
  let nextLookMs = minuteMs;
  for (const question of story.questions) {
    await delay(Math.max(0, question.atMs - passedMs()));
    asking.ask(question);
    if (passedMs() < nextLookMs) continue;
    nextLookMs += minuteMs;
    void look();
  }
  const deadline = passedMs() + patienceMs;
  while (asking.open().length > 0 && passedMs() < deadline) await delay(500);
  await look();
  const verdict = judge(evidenceOf(town, asking.asked));
  console.log(told(verdict));
  redis.disconnect();
  return { samples, isWell: verdict.findings.length === 0 };
}
