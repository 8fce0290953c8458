import { afterEach, beforeEach, expect, test } from 'vitest';
import { readingAtTheDoor } from '../../src/people/at-the-door.ts';
import { openBans } from '../../src/people/bans.ts';
import { forgetRules } from '../../src/people/forget-rules.ts';
import { openQuotas } from '../../src/people/quotas.ts';
import { openRules } from '../../src/people/rules.ts';
import { aMessage } from '../support/messages.ts';
import { keysThatHold } from '../support/scan.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
beforeEach(() => {
  space = openSpace();
});
afterEach(() => space.close());

const person = { id: 'zhang-7', name: '张三' };
const names = ['paper:zhang-7', 'paper:oc-7'];
const by = 'paper:admin';

test('rules and quotas of a person and their direct chat go; those of others stay', async () => {
  const rules = openRules(space.redis, space.keys);
  const quotas = openQuotas(space.redis, space.keys, {
    timeZone: 'Asia/Shanghai',
    repliesPerHour: undefined,
  });
  const limit = { what: 'replies', span: 'hour', limit: 3 } as const;
  for (const subject of ['user:paper:zhang-7', 'chat:paper:oc-7', 'user:paper:zhang-77'] as const) {
    await rules.set(subject, { rule: 'allow', by, at: 1 });
    await quotas.set(subject, limit);
  }
  await forgetRules(space.redis, space.keys, names);
  expect((await rules.list()).map(({ subject }) => subject)).toEqual(['user:paper:zhang-77']);
  expect(await quotas.list(1)).toMatchObject([{ subject: 'user:paper:zhang-77' }]);
});

test('a ban holds on without the id of whom it is about', async () => {
  const bans = openBans(space.redis, space.keys);
  await bans.set('user:paper:zhang-7', { by, at: 1, reason: '刷屏' });
  await forgetRules(space.redis, space.keys, names);
  expect(await keysThatHold(space.redis, space.keys.base, person.id)).toEqual([]);
  expect(await bans.list(2)).toEqual([{ by, at: 1, reason: '刷屏' }]);
  const atTheDoor = readingAtTheDoor(space.redis, space.keys);
  expect((await atTheDoor(aMessage({ sender: person }), 2)).ban).toMatchObject({
    whose: 'user',
    reason: '刷屏',
  });
  expect(await bans.lift('user:paper:zhang-7', 2)).toBe(true);
});

test('what an admin has ruled about others holds on without who ruled it', async () => {
  const rules = openRules(space.redis, space.keys);
  const bans = openBans(space.redis, space.keys);
  await rules.set('user:paper:u1', { rule: 'deny', by: 'paper:zhang-7', at: 1 });
  await bans.set('user:paper:u2', { by: 'paper:zhang-7', at: 1, until: 9 });
  await forgetRules(space.redis, space.keys, names);
  const anonymous = 'paper:forgotten';
  expect(await rules.list()).toEqual([{ subject: 'user:paper:u1', rule: 'deny', by: anonymous, at: 1 }]);
  expect(await bans.list(2)).toEqual([{ subject: 'user:paper:u2', by: anonymous, at: 1, until: 9 }]);
});
