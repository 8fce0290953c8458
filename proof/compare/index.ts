import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { findServer } from '../../src/redis/find-server.ts';
import { threeWays } from '../../src/redis/install.ts';
import { type Row, together } from './figure.ts';
import { type Options, readOptions } from './options.ts';
import { play } from './play.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes/index.ts';
import { table } from './table.ts';

const usage = `Usage: npm run compare -- [SCENE…] [--full] [--times N] [--json FILE]
  ${Object.keys(scenes).join(', ')}; all of them where none is named
  --full    the size that docs/benchmarks.md tells of
  --times N plays each N times; the median counts
  --json F  writes the rows to a file too`;

process.exitCode = await main(process.argv.slice(2), process.env['PATH'] ?? '');

/** @returns the exit code: 0 when everything could be seen, whatever came out. */
async function main(args: readonly string[], path: string): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args, Object.keys(scenes));
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    return 1;
  }
  const redisProgram = await findServer(path);
  if (!redisProgram) {
    console.error(threeWays);
    return 1;
  }
  const interrupt = new AbortController();
  void once(process, 'SIGINT').then(() => interrupt.abort());
  void once(process, 'SIGTERM').then(() => interrupt.abort());
  const rows: Row[] = [];
  try {
    for (const name of options.names) {
      const { size, times } = options;
      const runs: Row[][] = [];
      for (let time = 1; time <= times; time += 1) {
        console.error(`${name}${times > 1 ? ` ${time}/${times}` : ''} …`);
        const played = { size, redisProgram, interrupted: interrupt.signal };
        runs.push(await play(name, scenes[name] as Scene, played));
      }
      rows.push(...together(runs));
    }
  } catch (error) {
    console.error(interrupt.signal.aborted ? 'Interrupted.' : error);
    return 1;
  }
  console.log(table(rows));
  if (options.json) await writeFile(options.json, `${JSON.stringify(rows, null, 2)}\n`);
  return 0;
}
