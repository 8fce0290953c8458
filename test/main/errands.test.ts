import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Errands, openErrands, startErrandWorker } from '../../src/dispatch/errands.ts';
import { PlatformFailure } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { runningErrands } from '../../src/main/errands.ts';
import { eventually } from '../support/eventually.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallHouse } from './house.ts';

let space: Space;
let errands: Errands;
let small: ReturnType<typeof openSmallHouse>;
let worker: { close(): Promise<void> };
let done: string[];

beforeEach(() => {
  space = openSpace();
  small = openSmallHouse(space);
  errands = openErrands(space.redis, space.keys);
  done = [];
  const command = async (name: string) => {
    done.push(name);
    return `${name}: done`;
  };
  worker = startErrandWorker({
    redis: space.connect(),
    keys: space.keys,
    run: runningErrands(small.house, command),
    clock: { ...systemClock, random: () => 0 },
    log: silentLog,
  });
});
afterEach(async () => {
  await worker.close();
  await errands.close();
  await space.close();
});

const chat = { id: 'c1', kind: 'direct' } as const;
const message = {
  platform: 'paper',
  id: 'm1',
  chat,
  sender: { id: 'p1', name: '李' },
  text: '/pause',
  sentAt: 1,
};

test('a command whose answer the platform does not take is answered later, and not done again', async () => {
  let refusals = 2;
  small.paper.beforeWrite = () => {
    if (refusals-- > 0) throw new PlatformFailure('unreachable', 'no network');
  };
  await errands.send('command', { kind: 'command', message, name: 'pause', args: '' });
  await eventually('the answer', () => small.paper.sheets[0]?.finished);
  expect(done).toEqual(['pause']);
  expect(small.paper.sheets.map(({ states }) => states)).toEqual([['pause: done']]);
});

test('words of which a part has been shown when the platform fails are gone on with, not shown twice', async () => {
  const { open } = small.paper;
  small.paper.open = (target, keep) => {
    const reply = open(target, keep);
    const finish = async (markdown: string) => {
      await reply.finish(markdown.slice(0, 2));
      throw new PlatformFailure('unreachable', 'no network');
    };
    return { ...reply, finish };
  };
  await errands.send('words', { kind: 'say', platform: 'paper', target: { chat }, markdown: '一二三四' });
  await eventually('the rest', () => small.paper.sheets[0]?.states.at(-1) === '一二三四');
  expect(small.paper.sheets).toHaveLength(1);
});
