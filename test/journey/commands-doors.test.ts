import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openAudit } from '../../src/commands/audit.ts';
import { keysFor } from '../../src/keys.ts';
import { connect } from '../../src/redis/connect.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { type BigTown, openBigTown } from './big-town.ts';
import { adminId, type Corner } from './corner.ts';
import { openQuestions, type Questions } from './numbered-questions.ts';

const words = wordingFor('zh-CN');
const { doors } = words.commands;
const platforms = Object.keys(adminId) as Corner['platform'][];
/** The one whom `ALLOWED_USERS` names beside the admin. */
const friendId = { telegram: '77', feishu: 'ou_friend', dingtalk: 'friend7' } as const;

let town: BigTown;
let questions: Questions;
let redis: Redis;

/** One process takes messages, another answers them and runs commands: what one rules, the other must obey. */
beforeAll(async () => {
  town = await openBigTown({
    ernie: { chunkMs: 60 },
    settings: {
      ALLOWED_USERS: platforms.map(each => `${each}:${friendId[each]}`).join(),
    },
  });
  redis = connect(inject('redisUrl'), 'patient', () => {});
  questions = openQuestions(town.ernie);
  await Promise.all([town.startBot({ ROLES: 'intake' }), town.startBot({ ROLES: 'worker' })]);
});
afterAll(async () => {
  redis.disconnect();
  await town.close();
});

const bare = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** The bot's admin, a friend and a stranger, each in a direct chat with the bot. */
function visitorsOn(platform: Corner['platform']) {
  const corner = town.corners.find(each => each.platform === platform);
  if (!corner) throw new Error(`nobody uses ${platform}`);
  const visitor = (id?: string) => {
    const who = corner.person(id);
    const room = corner.direct(who);
    const say = async (text: string) => bare((await room.ask(who, text)).text);
    return { who, room, say, name: `${platform}:${who.id}` };
  };
  return {
    admin: visitor(adminId[platform](1)),
    friend: visitor(friendId[platform]),
    stranger: visitor(),
  };
}

const refusalsOf = async (name: string) =>
  (await openAudit(redis, keysFor(town.prefix)).recent(Number.POSITIVE_INFINITY))
    .filter(({ who }) => who === name)
    .map(({ what, result }) => `${what} ${result}`);

test.each(platforms)(
  "a stranger's /pause is refused and in the audit log, and nothing is paused, on %s",
  async platform => {
    const { friend, stranger } = visitorsOn(platform);
    expect(await stranger.say('/pause all')).toBe(bare(words.stranger(stranger.name, undefined, false)));
    expect(await refusalsOf(stranger.name)).toEqual(['/pause refused']);
    expect(await friend.say('/pause all')).toBe(bare(words.commands.refused('admin')));
    expect(await refusalsOf(friend.name)).toEqual(['/pause all refused']);
    const question = questions.next();
    expect(await friend.say(question)).toBe(bare(questions.answer(question, 1)));
  },
);

test.each(platforms)(
  'a ban acts on the very next message, and so does its end, in another process, on %s',
  async platform => {
    const { admin, friend } = visitorsOn(platform);
    const target = { subject: `user:${friend.name}` } as const;
    expect(await admin.say(`/ban ${friend.name} 刷屏`)).toBe(bare(doors.ban.set(target, { reason: '刷屏' })));
    const [never, again] = [questions.next(), questions.next()];
    expect(await friend.say(never)).toBe(bare(words.banned({ reason: '刷屏' }, 'user')));
    expect(await admin.say(`/unban ${friend.name}`)).toBe(bare(doors.unban.lifted(target)));
    expect(await friend.say(again)).toBe(bare(questions.answer(again, 1)));
    expect(questions.wasAsked(never)).toBe(false);
  },
);

test.each(platforms)(
  'a ban ends the answer that is being written and withdraws what waits, and who is banned presses no button, on %s',
  async platform => {
    const { admin, friend } = visitorsOn(platform);
    const { room, who } = friend;
    const [running, waiting] = [questions.next(), questions.next()];
    const before = room.shown().length;
    room.say(who, `很慢地说 ${running}`);
    const growing = await eventually('text', () => room.shown().find(({ text }) => text.includes('第2句')));
    room.say(who, waiting);
    await admin.say(`/ban ${friend.name}`);
    const ended = await eventually('the end', () =>
      room.shown().find(({ id, isOver }) => id === growing.id && isOver),
    );
    expect(ended.text).toContain(words.stopped);
    const [button] = ended.buttons;
    const pressed = button && (await room.press(who, ended.id, button));
    expect(pressed).toBe(platform === 'telegram' ? undefined : words.banned({}, 'user'));
    await admin.say(`/unban ${friend.name}`);
    const after = questions.next();
    await friend.say(after);
    expect(room.shown()).toHaveLength(before + 2);
    expect(questions.wasAsked(waiting)).toBe(false);
  },
);

test.each(platforms)(
  '/pause all and /resume all act on the very next message, on every platform, from %s',
  async platform => {
    const everywhere = platforms.map(each => visitorsOn(each).friend);
    const { admin } = visitorsOn(platform);
    expect(await admin.say('/pause all')).toBe(bare(words.commands.pause.everywhere));
    const never = questions.next();
    for (const friend of everywhere) expect(await friend.say(never)).toBe(bare(words.paused));
    expect(await admin.say('/resume all')).toBe(bare(words.commands.resume.everywhere));
    for (const friend of everywhere) {
      const question = questions.next();
      expect(await friend.say(question)).toBe(bare(questions.answer(question, 1)));
    }
    expect(questions.wasAsked(never)).toBe(false);
  },
);

test.each(platforms)(
  'a stranger is let in at run time and shut out again, and an admin never is, on %s',
  async platform => {
    const { admin, stranger } = visitorsOn(platform);
    const target = { subject: `user:${stranger.name}` } as const;
    expect(await admin.say(`/allow ${stranger.name}`)).toBe(bare(doors.access.allowed(target, false)));
    const [heard, never, own] = [questions.next(), questions.next(), questions.next()];
    expect(await stranger.say(heard)).toBe(bare(questions.answer(heard, 1)));
    expect(await admin.say(`/deny ${stranger.name}`)).toBe(bare(doors.access.denied(target)));
    expect(await stranger.say(never)).toBe(bare(words.stranger(stranger.name, undefined, false)));
    for (const order of ['/deny', '/ban']) {
      expect(await admin.say(`${order} ${admin.name}`)).toBe(bare(doors.isYou));
    }
    expect(await admin.say(own)).toBe(bare(questions.answer(own, 1)));
    expect(questions.wasAsked(never)).toBe(false);
  },
);

test.each(platforms)(
  'a quota holds from the next question on, tells when it ends, and goes as it came, on %s',
  async platform => {
    const { admin, friend } = visitorsOn(platform);
    const target = { subject: `user:${friend.name}` } as const;
    const limit = { what: 'replies', span: 'day', limit: 1 } as const;
    expect(await admin.say(`/quota ${friend.name} 1 条 天`)).toBe(
      bare(words.commands.quota.set(target, limit)),
    );
    const [first, never, again] = [questions.next(), questions.next(), questions.next()];
    expect(await friend.say(first)).toBe(bare(questions.answer(first, 1)));
    const over = await friend.say(never);
    const tomorrow = /\d{12}/.exec(over)?.[0] ?? '';
    expect(tomorrow).toMatch(/0000$/);
    expect(over).toBe(bare(words.overQuota({ whose: 'user', ...limit }, tomorrow)));
    expect(await admin.say(`/quota ${friend.name} clear`)).toBe(
      bare(words.commands.quota.cleared(target, true)),
    );
    expect(await friend.say(again)).toBe(bare(questions.answer(again, 1)));
    expect(questions.wasAsked(never)).toBe(false);
  },
);
