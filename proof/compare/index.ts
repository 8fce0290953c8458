import { writeFile } from 'node:fs/promises';
import { type Options, readOptions } from '../../bench/options.ts';
import { runCommand } from '../../bench/support/command.ts';
import { type Row, together } from './figure.ts';
import { play } from './play.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes/index.ts';
import { table } from './table.ts';

const usage = `Usage: npm run compare -- [SCENE…] [--full] [--times N] [--json FILE]
  ${Object.keys(scenes).join(', ')}; all of them where none is named
  --full    the size that docs/benchmarks.md tells of
  --times N plays each N times; the median counts
  --json F  writes the rows to a file too`;

process.exitCode = await runCommand(
  { usage, read: args => readOptions(args, 'scene', Object.keys(scenes)), run },
  process.argv.slice(2),
  process.env['PATH'] ?? '',
);

/** @returns true: everything could be seen, whatever came out */
async function run(options: Options, redisProgram: string, interrupted: AbortSignal): Promise<true> {
  const { names, size, times, json } = options;
  const rows: Row[] = [];
  for (const name of names) {
    const runs: Row[][] = [];
    for (let time = 1; time <= times; time += 1) {
      console.error(`${name}${times > 1 ? ` ${time}/${times}` : ''} …`);
      runs.push(await play(name, scenes[name] as Scene, { size, redisProgram, interrupted }));
    }
    rows.push(...together(runs));
  }
  console.log(table(rows));
  if (json) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  return true;
}
