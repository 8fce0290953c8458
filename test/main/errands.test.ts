import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openAudit } from '../../src/commands/audit.ts';
import { type Errands, openErrands, startErrandWorker } from '../../src/dispatch/errands.ts';
import { PlatformFailure } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { runningErrands } from '../../src/main/errands.ts';
import { openBans } from '../../src/people/bans.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallHouse } from './house.ts';

const words = wordingFor('zh-CN');
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

const file = { name: 'audit.csv', text: 'time,who' };

test('a file is sent, and nothing is said beside it', async () => {
  const sent: unknown[] = [];
  small.paper.sendFile = async (target, { name, text }) => void sent.push([target.questionId, name, text]);
  const target = { chat, questionId: 'm1' };
  await errands.send('file', { kind: 'file', platform: 'paper', target, file, markdown: 'instead' });
  await errands.send('next', { kind: 'say', platform: 'paper', target, markdown: 'next' });
  await eventually('both', () => sent.length > 0 && small.paper.sheets.length > 0);
  expect(sent).toEqual([['m1', 'audit.csv', 'time,who']]);
  expect(small.paper.sheets.map(({ states }) => states)).toEqual([['next']]);
});

test('where the platform takes no files, or refuses this one, words stand in its place', async () => {
  const errand = { kind: 'file', platform: 'paper', target: { chat }, file, markdown: 'instead' } as const;
  await errands.send('no files', errand);
  await eventually('the words', () => small.paper.sheets.length === 1);
  small.paper.sendFile = async () => {
    throw new PlatformFailure('refused', 'no permission');
  };
  await errands.send('refused', errand);
  await eventually('the words', () => small.paper.sheets.length === 2);
  expect(small.paper.sheets.map(({ states }) => states)).toEqual([['instead'], ['instead']]);
});

test('a file that the platform cannot take now is sent later', async () => {
  let refusals = 1;
  const sent: string[] = [];
  small.paper.sendFile = async (_, { name }) => {
    if (refusals-- > 0) throw new PlatformFailure('unreachable', 'no network');
    sent.push(name);
  };
  await errands.send('file', {
    kind: 'file',
    platform: 'paper',
    target: { chat },
    file,
    markdown: 'instead',
  });
  await eventually('the file', () => sent.length > 0);
  expect(small.paper.sheets).toEqual([]);
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

test('a command of somebody who was banned meanwhile is not run, told of the ban, and in the audit log', async () => {
  await openBans(space.redis, space.keys).set('user:paper:p1', { by: 'paper:admin', at: 1, reason: '刷屏' });
  await errands.send('command', { kind: 'command', message, name: 'pause', args: '' });
  await eventually('the answer', () => small.paper.sheets[0]?.finished);
  expect(small.paper.sheets[0]?.states).toEqual([words.banned({ reason: '刷屏' }, 'user')]);
  expect(done).toEqual([]);
  expect(await openAudit(space.redis, space.keys).recent(9)).toMatchObject([
    { who: 'paper:p1', what: '/pause', result: 'refused' },
  ]);
});
