import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Crew, startCrew } from '../../../proof/town/crew.ts';
import { now } from '../../../proof/town/now.ts';
import { eventually } from '../../support/eventually.ts';

const begun = `
setInterval(() => {}, 1000);
console.log('{"event":"process.started"}');
`;
/** A bot that begins at once, and ends when it is told to. */
const bot = `
process.on('SIGTERM', () => process.exit(0));
${begun}`;
/** One whose first life has so much to do that it does not end. */
const busyBot = `
import { writeFileSync } from 'node:fs';
let isFirst = true;
try {
  writeFileSync(new URL('first', import.meta.url), '', { flag: 'wx' });
} catch {
  isFirst = false;
}
process.on('SIGTERM', () => isFirst || process.exit(0));
${begun}`;

/** A crew of one of these. */
async function crewOf(source: string): Promise<Crew> {
  const root = await mkdtemp(join(tmpdir(), 'yanqiao-crew-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'src'));
  await writeFile(join(root, 'src/cli.ts'), source);
  return startCrew({ root, logs: root, slots: new Map([['worker-1', {}]]) });
}

test('who is replaced is noted as told to stop, and who is killed is not', async () => {
  const crew = await crewOf(bot);
  const begunAt = now();
  await crew.kill('worker-1');
  await crew.replace('worker-1');
  await crew.dismiss();
  expect(crew.kills.map(({ of }) => of)).toEqual(['worker-1.1']);
  expect(crew.stops.map(({ of }) => of)).toEqual(['worker-1.2']);
  expect(crew.stops.every(({ at }) => at > begunAt && at < now())).toBe(true);
  expect(crew.deserted).toEqual([]);
});

test('who is told to stop, and still has something to do, can be killed by its own name', async () => {
  const crew = await crewOf(busyBot);
  const replaced = crew.replace('worker-1');
  await eventually('the first one is told to stop', () => crew.stops.length === 1);
  await crew.kill('worker-1.1');
  await replaced;
  await crew.dismiss();
  expect(crew.kills.map(({ of }) => of)).toEqual(['worker-1.1']);
  expect(crew.deserted).toEqual([]);
});
