import { expect, test } from 'vitest';
import { play } from '../../proof/compare/play.ts';
import { redelivered } from '../../proof/compare/scenes/redelivered.ts';
import { findServer } from '../../src/redis/find-server.ts';

test('both bots play a scene, and only the naive one answers twice what is delivered twice', async () => {
  const redisProgram = (await findServer(process.env['PATH'] ?? '')) ?? '';
  const interrupted = new AbortController().signal;
  const rows = await play('redelivered', redelivered, { size: 'small', redisProgram, interrupted });
  expect(rows.map(({ what, naive, yanqiao }) => [what, ...naive, ...yanqiao])).toEqual([
    ['questions answered', 10, 10],
    ['questions answered twice', 10, 0],
    ['model calls', 20, 10],
  ]);
}, 120_000);
