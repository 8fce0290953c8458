import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openAudit } from '../../src/commands/audit.ts';
import { keysFor } from '../../src/keys.ts';
import { connect } from '../../src/redis/connect.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { type BigTown, openBigTown } from './big-town.ts';
import { adminId, type Corner, type Room, type Somebody } from './corner.ts';
import { openQuestions, type Questions } from './numbered-questions.ts';

const words = wordingFor('zh-CN');
const platforms = Object.keys(adminId) as Corner['platform'][];

let town: BigTown;
let questions: Questions;
let redis: Redis;

beforeAll(async () => {
  town = await openBigTown({ ernie: { chunkMs: 60 } });
  redis = connect(inject('redisUrl'), 'patient', () => {});
  questions = openQuestions(town.ernie);
  await Promise.all([town.startBot({ ROLES: 'intake' }), town.startBot({ ROLES: 'worker' })]);
});
afterAll(async () => {
  redis.disconnect();
  await town.close();
});

function cornerOf(platform: Corner['platform']): Corner {
  const corner = town.corners.find(each => each.platform === platform);
  if (!corner) throw new Error(`nobody uses ${platform}`);
  return corner;
}

/** A direct chat, and a group in which somebody else asks. */
function roomsOn(corner: Corner): { room: Room; who: Somebody; other: Somebody }[] {
  const [li, wang, zhao] = [corner.person(), corner.person(), corner.person()];
  return [
    { room: corner.direct(li), who: li, other: li },
    { room: corner.group(wang, zhao), who: wang, other: zhao },
  ];
}

/** Presses until it is heard: an answer is on the screen a moment before it counts as the latest. */
const pressRetry = (room: Room, who: Somebody, message: string) =>
  eventually('the press', async () => (await room.press(who, message, 'retry')) === words.onIt);

test.concurrent.each(platforms)(
  '/retry and the button replace the last answer on the screen and in the history, on %s',
  async platform => {
    const play = async ({ room, who, other }: ReturnType<typeof roomsOn>[number]) => {
      const [first, second] = [questions.next(), questions.next()];
      const answer = await room.ask(who, first);
      expect(answer.text).toBe(questions.answer(first, 1));
      const becomes = (text: string) =>
        eventually(text, () => room.shown().find(({ id, isOver, ...now }) => isOver && now.text === text));
      room.say(other, '/retry');
      expect((await becomes(questions.answer(first, 2))).id).toBe(answer.id);
      let times = 2;
      if (room.shown()[0]?.buttons.includes('retry')) {
        await pressRetry(room, other, answer.id);
        times += 1;
        expect((await becomes(questions.answer(first, times))).id).toBe(answer.id);
      }
      expect(times === 3).toBe(platform !== 'telegram');
      expect(room.shown()).toHaveLength(1);
      await room.ask(who, second);
      expect(questions.promptOf(second)).toEqual([
        expect.stringContaining(first),
        questions.answer(first, times),
        expect.stringContaining(second),
      ]);
    };
    await Promise.all(roomsOn(cornerOf(platform)).map(play));
  },
);

test.concurrent('an edit of a question that waits is taken over, and one of what is answered is not', async () => {
  const play = async ({ room, who }: ReturnType<typeof roomsOn>[number]) => {
    const { next } = questions;
    const [slow, before, after, late, last] = [next(), next(), next(), next(), next()];
    room.say(who, `慢慢说 ${slow}`);
    await eventually('text', () => room.shown()[0]?.text.includes('第2句'));
    const waiting = room.say(who, `${before}`);
    const asAddressed = (text: string) => (room.kind === 'group' ? `@yanqiao_bot ${text}` : text);
    room.edit?.(waiting, asAddressed(`${after}`));
    const answer = await eventually('the answer', () =>
      room.shown().find(({ replyTo, isOver }) => replyTo === waiting && isOver),
    );
    expect(answer.text).toBe(questions.answer(after, 1));
    room.edit?.(waiting, asAddressed(`${late}`));
    await room.ask(who, last);
    expect(questions.promptOf(last).slice(2, 4)).toEqual([
      expect.stringContaining(after),
      questions.answer(after, 1),
    ]);
    for (const never of [before, late]) expect(questions.wasAsked(never)).toBe(false);
  };
  await Promise.all(roomsOn(cornerOf('telegram')).map(play));
});

test.concurrent.each(platforms)(
  'people who ask at once in one group get each their own answer, told to them, on %s',
  async platform => {
    const corner = cornerOf(platform);
    const people = Array.from({ length: 4 }, () => corner.person());
    const room = corner.group(...people);
    const asked = [0, 1].flatMap(() =>
      people.map(who => {
        const question = questions.next();
        return { who, question, message: room.say(who, question) };
      }),
    );
    const answers = await eventually(
      'all answers',
      () => {
        const over = room.shown().filter(({ isOver }) => isOver);
        return over.length === asked.length && over;
      },
      50_000,
    );
    for (const { who, question, message } of asked) {
      const own = answers.filter(({ replyTo, mentions }) =>
        platform === 'dingtalk' ? mentions.includes(who.id) : replyTo === message,
      );
      const mine = own.filter(({ text }) => text === questions.answer(question, 1));
      expect(mine).toHaveLength(1);
      expect(own).toHaveLength(platform === 'dingtalk' ? 2 : 1);
    }
  },
);

test.concurrent.each(platforms)(
  "another member's /stop and button are refused and in the audit log; an admin of the group ends the answer, on %s",
  async platform => {
    const corner = cornerOf(platform);
    const [li, wang, boss] = [corner.person(), corner.person(), corner.person(undefined, true)];
    const room = corner.group(li, wang, boss);
    const question = questions.next();
    room.say(li, `很慢地说 ${question}`);
    const growing = await eventually('text', () => room.shown().find(({ text }) => text.includes('第2句')));
    expect((await room.ask(wang, '/stop')).text).toBe(words.commands.stop['not-yours']);
    expect(await room.press(wang, growing.id, 'stop')).toBe(words.commands.stop['not-yours']);
    const entries = await openAudit(redis, keysFor(town.prefix)).recent(Number.POSITIVE_INFINITY);
    expect(
      entries.filter(({ who }) => who === `${platform}:${wang.id}`).map(({ what, result }) => [what, result]),
    ).toEqual([
      ['/stop', 'refused'],
      ['/stop', 'refused'],
    ]);
    expect(room.shown().find(({ id }) => id === growing.id)?.isOver).toBe(false);
    expect((await room.ask(boss, '/stop')).text).toBe(words.commands.stop.stopped);
    const ended = await eventually('the end', () =>
      room.shown().find(({ id, isOver }) => id === growing.id && isOver),
    );
    expect(ended.text).toContain(words.stopped);
  },
);

test.concurrent.each(platforms)(
  'what a group shares, only its admins take along or throw away, by command or button, on %s',
  async platform => {
    const corner = cornerOf(platform);
    const [li, wang, boss] = [corner.person(), corner.person(), corner.person(undefined, true)];
    const room = corner.group(li, wang, boss);
    const [lis, wangs, afterwards, anew] = [
      questions.next(),
      questions.next(),
      questions.next(),
      questions.next(),
    ];
    await room.ask(li, lis);
    const latest = await room.ask(wang, wangs);
    const refused = words.commands.refused('chat-admin');
    for (const command of ['/export', '/new']) expect((await room.ask(li, command)).text).toBe(refused);
    if (latest.buttons.includes('new')) {
      const told = room.shown().length;
      expect(await room.press(li, latest.id, 'new')).toBe(words.onIt);
      await eventually('the refusal', () => room.shown()[told]?.text === refused);
    }
    // An answer is on the screen a moment before it is remembered.
    const file = await eventually('the latest answer in the file', async () => {
      const taken = await room.ask(boss, '/export');
      return taken.file?.includes(questions.answer(wangs, 1)) && taken.file;
    });
    expect(file).toContain(questions.answer(lis, 1));
    await room.ask(li, afterwards);
    expect(questions.promptOf(afterwards)).toHaveLength(5);
    expect((await room.ask(boss, '/new')).text).toBe(words.commands.forgotten);
    await room.ask(li, anew);
    expect(questions.promptOf(anew)).toHaveLength(1);
  },
);

test.concurrent('who speaks as a channel on Telegram is answered as a member by that name', async () => {
  const { telegram } = town;
  const chat = telegram.group({ title: '组', supergroup: true });
  const [li, channel] = [telegram.person(), telegram.channel({ title: '频道' })];
  telegram.makeAdmin(chat, li);
  const question = questions.next();
  const answerTo = (message: number) =>
    eventually(
      'the answer',
      () =>
        telegram.messages(chat).find(({ replyTo, keyboard }) => replyTo === message && keyboard.length === 0)
          ?.text,
    );
  const say = (text: string) => answerTo(telegram.say(chat, li, `@yanqiao_bot ${text}`, { as: channel }));
  expect(await say(question)).toBe(questions.answer(question, 1));
  expect(questions.promptOf(question)).toEqual([`${words.speaker('频道')}${question}`]);
  expect(await say('/persona 海盗')).toBe(words.commands.refused('chat-admin'));
  expect(await say('/whoami')).toContain(`telegram:${channel.id}`);
});
