import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { build, changed } from '../../proof/mutants/build.ts';
import { mutants } from '../../proof/mutants/index.ts';
import { putOnTrial } from '../../proof/mutants/put-on-trial.ts';
import { together } from '../../proof/mutants/short-story.ts';
import { findOrInstallServer } from '../../src/redis/install.ts';

// Each trial is three platforms, a Redis and two or more processes of the bot; two cores bear two of them.
vi.setConfig({ testTimeout: 240_000, maxConcurrency: 2 });

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = () => findOrInstallServer(process.env['PATH'] ?? '', line => console.error(line));

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yanqiao-mutant-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test.each(mutants.map(mutant => [mutant.name, mutant] as const))(
  'the mutant "%s" changes something that is there',
  async (_, mutant) => {
    const source = await readFile(join(root, mutant.file), 'utf8');
    expect(changed(mutant, source)).not.toBe(source);
  },
);

describe.concurrent('the judge', () => {
  // The longest first.
  test('finds the bot innocent of all of these at once', async () => {
    const stories = [...new Set(mutants.map(({ story }) => story))];
    const { verdict, deserted } = await putOnTrial(
      together(stories),
      root,
      await emptyFolder(),
      await program(),
    );
    expect(verdict.findings).toEqual([]);
    expect(deserted).toEqual([]);
    expect(verdict.answered).toBe(verdict.questions);
    expect(verdict.commandsAnswered).toBe(verdict.commands);
  });

  for (const mutant of mutants) {
    test(`finds a bot guilty that does not keep this: ${mutant.takesOut}`, async () => {
      const folder = await emptyFolder();
      await build(mutant, root, folder);
      const { verdict } = await putOnTrial(mutant.story, folder, folder, await program());
      const found = verdict.findings.map(({ charge }) => charge);
      expect(mutant.charges.filter(charge => found.includes(charge))).not.toEqual([]);
    });
  }
});
