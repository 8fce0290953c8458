import { afterEach, beforeEach, expect, test } from 'vitest';
import { readingAtTheDoor } from '../../src/people/at-the-door.ts';
import { type Bans, openBans } from '../../src/people/bans.ts';
import { openRules } from '../../src/people/rules.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let rules: ReturnType<typeof openRules>;
let bans: Bans;
beforeEach(() => {
  space = openSpace();
  rules = openRules(space.redis, space.keys);
  bans = openBans(space.redis, space.keys);
});
afterEach(() => space.close());

const by = 'paper:admin';
const now = 1_800_000_000_000;
const message = aMessage();
const atTheDoor = (at = now) => readingAtTheDoor(space.connect(), space.keys)(message, at);

test('what one process rules another reads with the next message', async () => {
  expect(await atTheDoor()).toEqual({});
  await rules.set('user:paper:u1', { rule: 'deny', by, at: 1 });
  await rules.set('chat:paper:c1', { rule: 'allow', by, at: 2 });
  await rules.set('user:paper:u2', { rule: 'allow', by, at: 3 });
  expect(await atTheDoor()).toEqual({ userRule: 'deny', chatRule: 'allow' });
  expect(await rules.clear('user:paper:u1')).toBe(true);
  expect(await rules.clear('user:paper:u1')).toBe(false);
  expect(await atTheDoor()).toEqual({ chatRule: 'allow' });
  expect((await rules.list()).map(({ subject }) => subject)).toEqual(['user:paper:u2', 'chat:paper:c1']);
});

test("a person's ban goes before that of the chat, and tells why and until when", async () => {
  await bans.set('chat:paper:c1', { by, at: 1 });
  expect((await atTheDoor()).ban).toMatchObject({ whose: 'chat', at: 1 });
  await bans.set('user:paper:u1', { by, at: 2, until: now + 1000, reason: '刷屏' });
  expect((await atTheDoor()).ban).toMatchObject({ whose: 'user', until: now + 1000, reason: '刷屏' });
});

test('a ban that is over holds nobody, and is removed when it is met', async () => {
  await bans.set('user:paper:u1', { by, at: 1, until: now });
  expect((await atTheDoor(now - 1)).ban).toBeDefined();
  expect(await atTheDoor()).toEqual({});
  expect(await space.redis.exists(space.keys.bans)).toBe(0);
});

test('a ban that was renewed is not removed with the one that was over', async () => {
  await bans.set('user:paper:u1', { by, at: 1, until: now - 1 });
  const [stored = ''] = await space.redis.hvals(space.keys.bans);
  await bans.set('user:paper:u1', { by, at: 2, until: now + 1 });
  await bans.drop('user:paper:u1', stored);
  expect((await atTheDoor()).ban).toMatchObject({ at: 2 });
});

test('the list of bans has those that hold, the latest first', async () => {
  await bans.set('user:paper:1', { by, at: 1 });
  await bans.set('user:paper:2', { by, at: 2, until: now });
  await bans.set('chat:paper:3', { by, at: 3, until: now + 1 });
  expect((await bans.list(now)).map(({ subject }) => subject)).toEqual(['chat:paper:3', 'user:paper:1']);
  expect(await space.redis.hlen(space.keys.bans)).toBe(2);
});

test('who is let in again is told whether a ban held', async () => {
  await bans.set('user:paper:u1', { by, at: 1 });
  expect(await bans.lift('user:paper:u1', now)).toBe(true);
  expect(await bans.lift('user:paper:u1', now)).toBe(false);
  await bans.set('user:paper:u1', { by, at: 1, until: now });
  expect(await bans.lift('user:paper:u1', now)).toBe(false);
});

test('a ban holds by a digest alone: no id is needed to keep it', async () => {
  await bans.set('user:paper:u1', { by, at: 1 });
  const [[field = '', stored = ''] = []] = Object.entries(await space.redis.hgetall(space.keys.bans));
  expect(field).not.toContain('u1');
  const { subject: _, ...ban } = JSON.parse(stored);
  await space.redis.hset(space.keys.bans, field, JSON.stringify(ban));
  expect((await atTheDoor()).ban).toMatchObject({ whose: 'user' });
  expect(await bans.lift('user:paper:u1', now)).toBe(true);
});

test('a chat that gets a new id keeps its rule and its ban, once', async () => {
  await rules.set('chat:paper:old', { rule: 'deny', by, at: 1 });
  await bans.set('chat:paper:old', { by, at: 1, reason: '广告' });
  for (const _ of [1, 2]) {
    await rules.move('chat:paper:old', 'chat:paper:c1');
    await bans.move('chat:paper:old', 'chat:paper:c1');
  }
  expect(await atTheDoor()).toMatchObject({ chatRule: 'deny', ban: { whose: 'chat', reason: '广告' } });
  expect(await bans.list(now)).toMatchObject([{ subject: 'chat:paper:c1' }]);
  expect(await space.redis.hlen(space.keys.access)).toBe(1);
});
