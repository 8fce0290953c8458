import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { judge } from '../../proof/judge/judge.ts';
import { tell } from '../../proof/story/tell.ts';
import { play } from '../../proof/town/play.ts';
import { findOrInstallServer } from '../../src/redis/install.ts';

const plan = { seed: 20_261_123, kills: 40, workers: 4, intakes: 2 };

test('two minutes of bad days: nothing is lost, doubled, disordered, left half, or over the budget', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yanqiao-chaos-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { evidence, deserted } = await play({
    ...plan,
    story: tell(plan),
    root: fileURLToPath(new URL('../..', import.meta.url)),
    program: await findOrInstallServer(process.env['PATH'] ?? '', line => console.error(line)),
    folder,
    patienceMs: 240_000,
    quietMs: 5000,
  });
  const { findings, questions, unheard } = judge(evidence);
  const again = `npm run chaos -- --seed ${plan.seed} --kills ${plan.kills} --workers ${plan.workers}`;
  expect(
    findings.map(({ charge, words }) => `${charge}: ${words}`),
    again,
  ).toEqual([]);
  expect(deserted, again).toEqual([]);
  expect(unheard).toBe(0);
  expect(questions).toBeGreaterThan(100);
}, 900_000);
