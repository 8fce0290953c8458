import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startCrew } from '../../../proof/town/crew.ts';
import { now } from '../../../proof/town/now.ts';

/** A bot that begins at once, and ends when it is told to. */
const bot = `
process.on('SIGTERM', () => process.exit(0));
setInterval(() => {}, 1000);
console.log('{"event":"process.started"}');
`;

test('who is replaced is noted as told to stop, and who is killed is not', async () => {
  const root = await mkdtemp(join(tmpdir(), 'yanqiao-crew-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'src'));
  await writeFile(join(root, 'src/cli.ts'), bot);
  const crew = await startCrew({ root, logs: root, slots: new Map([['worker-1', {}]]) });
  const begunAt = now();
  await crew.kill('worker-1');
  await crew.replace('worker-1');
  await crew.dismiss();
  expect(crew.kills.map(({ of }) => of)).toEqual(['worker-1.1']);
  expect(crew.stops.map(({ of }) => of)).toEqual(['worker-1.2']);
  expect(crew.stops.every(({ at }) => at > begunAt && at < now())).toBe(true);
  expect(crew.deserted).toEqual([]);
});
