import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { Platform } from '../../../src/platform.ts';
import type { Changes, Playground, PlaygroundChange } from '../../../src/playground.ts';
import { eventually } from '../../support/eventually.ts';
import { openWorld } from '../world.ts';
import { directDraft, openTown } from './world.ts';

let town: ReturnType<typeof openTown>;
let platform: Platform & { readonly playground: Playground };
let playground: Playground;
let leave: AbortController;
const platforms: Platform[] = [];

async function openProcess() {
  const opened = await town.openPlatform();
  platforms.push(opened);
  return opened;
}

beforeEach(async () => {
  town = openTown();
  platform = await openProcess();
  ({ playground } = platform);
  leave = new AbortController();
});
afterEach(async () => {
  leave.abort();
  for (const each of platforms.splice(0)) await each.close();
  await town.close();
});

/** Somebody who looks, in a process of their own unless told otherwise. */
async function look(after?: string, at?: Playground) {
  const where = at ?? (await openProcess()).playground;
  const told: Changes[] = [];
  let hasEnded = false;
  const looking = (async () => {
    for await (const changes of where.watch(after, leave.signal)) told.push(changes);
    hasEnded = true;
  })();
  await eventually('the beginning', () => told.length > 0);
  return {
    changes: (): PlaygroundChange[] => told.flatMap(({ changes }) => changes),
    lastId: () => told.at(-1)?.id ?? '',
    hasEnded: () => hasEnded,
    looking,
  };
}

async function openDirect() {
  const { id: chat, people } = await playground.openChat(directDraft('Li'));
  return { chat, as: people[0]?.id ?? '' };
}

const textsOf = (changes: readonly PlaygroundChange[]) =>
  changes.flatMap(change => (change.kind === 'message' ? [change.message.text] : []));

test('who looks sees what happens, in whichever process', async () => {
  const watcher = await look();
  const li = await openDirect();
  const message = await playground.say({ ...li, text: '你好' });
  await eventually('the message', () => textsOf(watcher.changes()).includes('你好'));
  expect(watcher.changes()[0]).toMatchObject({ kind: 'chat', chat: { id: li.chat, title: 'Li' } });
  await playground.takeBack({ ...li, message });
  await playground.closeChat(li.chat);
  await eventually('the end', () => watcher.changes().at(-1)?.kind === 'chat-gone');
  expect(watcher.changes().slice(-2)).toEqual([
    { kind: 'message-gone', chat: li.chat, message },
    { kind: 'chat-gone', chat: li.chat },
  ]);
});

test('an answer grows before the eyes, also of two who look at one process', async () => {
  const { chat } = await openDirect();
  const one = await look(undefined, playground);
  const two = await look(undefined, playground);
  const reply = platform.open({ chat: { id: chat, kind: 'direct' } }, async () => {});
  for (const state of ['一', '一二', '一二三']) {
    await reply.show(state);
    for (const { changes } of [one, two])
      await eventually(`the state ${state}`, () => textsOf(changes()).at(-1) === state);
  }
});

test('who comes again is told what was missed, each thing once as it is now', async () => {
  const li = await openDirect();
  const watcher = await look();
  const since = watcher.lastId();
  const message = await playground.say({ ...li, text: '一' });
  await playground.edit({ ...li, message, text: '二' });
  await playground.edit({ ...li, message, text: '三' });
  await playground.say({ ...li, text: '四' });
  const again = await look(since);
  await eventually('both', () => textsOf(again.changes()).length === 2);
  expect(textsOf(again.changes())).toEqual(['三', '四']);
});

test('who was away for too long, or names a time that was not, is told to read everything anew', async () => {
  await openDirect();
  for (const after of ['1-1', '9999999999999-0', 'nonsense', '']) {
    expect((await look(after)).changes()).toEqual([{ kind: 'missed' }]);
  }
});

test('who comes for the first time is told of nothing old', async () => {
  const li = await openDirect();
  await playground.say({ ...li, text: '旧' });
  const watcher = await look();
  await playground.say({ ...li, text: '新' });
  await eventually('the new one', () => textsOf(watcher.changes()).includes('新'));
  expect(textsOf(watcher.changes())).toEqual(['新']);
});

test('nobody waits for who has left, or for a process that stops', async () => {
  const watcher = await look(undefined, playground);
  leave.abort();
  await watcher.looking;
  leave = new AbortController();
  const another = await look(undefined, playground);
  await platform.close();
  await another.looking;
  expect([watcher.hasEnded(), another.hasEnded()]).toEqual([true, true]);
});

test('all that is kept of the playground goes a week after the last word', async () => {
  const { world, close } = openWorld(inject('redisUrl'), { prefix: town.prefix });
  const li = await openDirect();
  await playground.say({ ...li, text: '你好' });
  await platform.open({ chat: { id: li.chat, kind: 'direct' } }, async () => {}).finish('答。');
  await platform.sendFile?.({ chat: { id: li.chat, kind: 'direct' } }, { name: 'a.md', text: 'a' });
  const keys = await world.redis.keys(`${world.keys.platform('console', '')}*`);
  const lives = await Promise.all(keys.map(key => world.redis.pttl(key)));
  expect(keys.length).toBeGreaterThan(5);
  const weekMs = 7 * 24 * 3_600_000;
  const endless = keys.filter((_, index) => !((lives[index] ?? -1) > 0 && (lives[index] ?? 0) <= weekMs));
  expect(endless.map(key => key.split(':').at(-1))).toEqual([]);
  close();
});
