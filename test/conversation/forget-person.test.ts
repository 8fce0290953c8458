import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { forgettingIn } from '../../src/conversation/forget-person.ts';
import { type Mailbox, openMailbox, parseEpoched, type Question } from '../../src/conversation/mailbox.ts';
import { beginTurns, type Turn } from '../../src/conversation/ownership.ts';
import type { Round } from '../../src/conversation/round.ts';
import { Superseded } from '../../src/errors.ts';
import type { IncomingMessage } from '../../src/message.ts';
import type { LastTurn } from '../../src/turn/last-turn.ts';
import { settlementOf } from '../../src/turn/settlement.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { aMessage } from '../support/messages.ts';
import { keysThatHold } from '../support/scan.ts';
import { openSpace, type Space } from '../support/space.ts';

const wording = wordingFor('zh-CN');
const group = { id: 'g1', kind: 'group' } as const;
const conversation = 'paper:g1';
const zhang = { id: 'zhang-7', name: '张三' };
const wang = { id: 'wang-8', name: '王五' };
const now = 1_800_000_000_000;
const who = { platform: 'paper', personId: zhang.id, until: now };

let space: Space;
let mailbox: Mailbox;
let begin: (conversation: string) => Promise<Turn | undefined>;
beforeEach(() => {
  space = openSpace();
  mailbox = openMailbox(space.redis, space.keys, { queueLimit: 50, conversationTtlMs: 60_000 });
  begin = beginTurns(space.redis, space.keys, 60_000, systemClock);
});
afterEach(() => space.close());

const says = (sender: IncomingMessage['sender'], text: string, more: Partial<IncomingMessage> = {}) =>
  aMessage({ chat: group, sender, text, sentAt: now, ...more });

async function wait(message: IncomingMessage, retry = false, in_ = conversation): Promise<void> {
  expect(await mailbox.accept(in_, { message, retry })).toBe('accepted');
}

async function settle(turn: Turn, answer: string, replaced?: LastTurn): Promise<void> {
  const message = replaced?.message ?? turn.question.message;
  const outcome = {
    kind: 'answered',
    markdown: answer,
    remembered: answer,
    failed: false,
    forget: false,
  } as const;
  const spent = { model: 'script', calls: 1 };
  const target = { chat: message.chat, asker: message.sender };
  const ended = { message, target, record: { sheet: 1 }, outcome: { ...outcome, spent }, replaced };
  await turn.settle(settlementOf(ended, [], wording, 3000));
}

async function turn(in_ = conversation): Promise<Turn> {
  const begun = await begin(in_);
  if (!begun) throw new Error('nothing waits');
  return begun;
}

async function ask(message: IncomingMessage, answer: string, in_ = conversation): Promise<void> {
  await wait(message, false, in_);
  await settle(await turn(in_), answer);
}

const forget = (in_ = conversation) => forgettingIn(space.connect(), space.keys, who, new Set())([in_]);
const rounds = async (in_ = conversation) =>
  (await space.redis.lrange(space.keys.history(in_), 0, -1)).map(text => parseEpoched<Round>(text).value);
const questions = async (in_ = conversation) =>
  Object.values(await space.redis.hgetall(space.keys.questions(in_))).map(
    text => parseEpoched<Question>(text).value.message,
  );
const last = async () =>
  JSON.parse((await space.redis.get(space.keys.last(conversation))) ?? 'null') as LastTurn | null;
const traces = (...words: string[]) =>
  keysThatHold(space.redis, space.keys.schema.replace(/:schema$/, ''), zhang.id, ...words);

const quotingZhang = {
  text: '龙井要用多少度的水',
  fromBot: false,
  senderId: zhang.id,
  senderName: zhang.name,
};

describe('in a group that shares one conversation', () => {
  test("a person's rounds go, those of others stay as they were, in their order", async () => {
    await ask(says(wang, '天气怎样'), '晴。');
    await ask(says(zhang, '龙井要用多少度的水'), '八十五度。');
    await ask(says(wang, '那明天呢'), '有雨。');
    const before = await rounds();
    expect(await forget()).toEqual([{ conversation, ring: false }]);
    expect(await rounds()).toEqual([before[0], before[2]]);
    expect(await traces('龙井')).toEqual([]);
  });

  test('a round of somebody else that quotes the person, or the answer to them, goes with them', async () => {
    await ask(says(zhang, '龙井要用多少度的水'), '泡龙井要用八十五度左右的水，三分钟就好。');
    await ask(says(wang, '他问了什么', { quoted: quotingZhang }), '他问水温。');
    const answer = {
      text: '泡龙井要用八十五度左右的水，三分钟就好。 内容由 AI 生成',
      fromBot: true,
      senderId: 'bot',
    };
    await ask(says(wang, '再短一点', { quoted: answer }), '八十五度。');
    await ask(says(wang, '谢谢'), '不客气。');
    await forget();
    expect((await rounds()).map(round => round.answer)).toEqual(['不客气。']);
    expect(await traces('龙井')).toEqual([]);
  });

  test('a mention of nothing but the person’s message asks with their words, and goes', async () => {
    await ask(says(wang, '龙井要用多少度的水', { quoted: { ...quotingZhang, text: '' } }), '八十五度。');
    await wait(says(wang, '龙井要用多少度的水', { quoted: { ...quotingZhang, text: '' } }));
    await forget();
    expect(await rounds()).toEqual([]);
    expect(await last()).toBeNull();
  });

  test('nothing can be asked again that the person asked, and what somebody else asked still can', async () => {
    await ask(says(zhang, '龙井'), '八十五度。');
    await forget();
    expect(await last()).toBeNull();
    await ask(says(wang, '@张三 怎么看', { mentions: [zhang], quoted: quotingZhang }), '不知道。');
    await forget();
    const { message, remembered } = (await last()) ?? {};
    expect(message).toMatchObject({ text: '@张三 怎么看', mentions: [], sender: wang });
    expect(message?.quoted).toBeUndefined();
    expect(remembered).toBe(false);
    expect(await traces('龙井')).toEqual([]);
  });

  test('a question of somebody else that waits is asked without what it quotes', async () => {
    await wait(says(wang, '他问了什么', { quoted: quotingZhang, mentions: [zhang, wang] }));
    await forget();
    const [message] = await questions();
    expect(message).toMatchObject({ text: '他问了什么', mentions: [wang] });
    expect(message?.quoted).toBeUndefined();
    expect(await traces('龙井')).toEqual([]);
    expect((await turn()).question.message).toEqual(message);
  });

  test('an answer to somebody else that is being written with words of the person is begun anew, and written once', async () => {
    await wait(says(wang, '他问了什么', { quoted: quotingZhang }));
    const former = await turn();
    expect(await forget()).toEqual([{ conversation, ring: true }]);
    await expect(settle(former, '他问龙井。')).rejects.toThrow(Superseded);
    await settle(await turn(), '谁？');
    expect((await rounds()).map(round => round.answer)).toEqual(['谁？']);
    expect(await traces('龙井')).toEqual([]);
  });

  test('a new answer that somebody else wants to what the person asked finds nothing to answer', async () => {
    await ask(says(wang, '天气'), '晴。');
    await ask(says(zhang, '龙井'), '八十五度。');
    await wait(says(wang, '/retry'), true);
    const former = await turn();
    const replaced = await last();
    expect(await forget()).toEqual([{ conversation, ring: true }]);
    await expect(settle(former, '九十度。', replaced ?? undefined)).rejects.toThrow(Superseded);
    expect((await rounds()).map(round => round.answer)).toEqual(['晴。']);
    expect(await last()).toBeNull();
  });

  test('a new answer to what the person asked, wanted while they are being forgotten, finds nothing to answer', async () => {
    await ask(says(zhang, '龙井'), '八十五度。');
    const redis = space.connect();
    const meanwhile: { turn: Turn; replaced: LastTurn | null }[] = [];
    const remove = redis.lrem.bind(redis);
    redis.lrem = async (...round: Parameters<typeof remove>) => {
      await wait(says(wang, '/retry'), true);
      meanwhile.push({ turn: await turn(), replaced: await last() });
      return remove(...round);
    };
    expect(await forgettingIn(redis, space.keys, who, new Set())([conversation])).toEqual([
      { conversation, ring: true },
    ]);
    expect(meanwhile.map(({ replaced }) => replaced?.message.text)).toEqual(['龙井']);
    for (const { turn: former, replaced } of meanwhile)
      await expect(settle(former, '九十度。', replaced ?? undefined)).rejects.toThrow(Superseded);
    expect(await traces('龙井')).toEqual([]);
  });

  test('an answer that was ready to be shown goes, too, where its question had words of the person', async () => {
    await ask(says(zhang, '龙井'), '八十五度。');
    await wait(says(wang, '/retry'), true);
    const former = await turn();
    await former.hold({ outcome: JSON.stringify({ markdown: '龙井用九十度。' }), shown: '龙井用' });
    await forget();
    expect((await turn()).fields).toEqual({ message: former.messageKey, begun: '2' });
    expect(await traces('龙井')).toEqual([]);
  });

  test('what the person says later stays', async () => {
    await ask(says(zhang, '龙井'), '八十五度。');
    await ask(says(zhang, '碧螺春', { sentAt: now + 1 }), '八十度。');
    await forget();
    expect((await rounds()).map(round => round.answer)).toEqual(['八十度。']);
    expect((await last())?.message.text).toBe('碧螺春');
  });

  test('others lose nothing, whoever spoke when and quoted whom, also when two forget at once and turns end meanwhile', async () => {
    const people = [zhang, wang, { id: 'li-9', name: '李四' }];
    const said = fc.record({
      by: fc.integer({ min: 0, max: 2 }),
      quotes: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(said, { maxLength: 12 }), async sequence => {
        await space.redis.del(
          ...['history', 'last', 'questions', 'mailbox'].map(
            part => `${space.keys.base}:${part}:${conversation}`,
          ),
        );
        const goes = ({ by, quotes }: (typeof sequence)[number]) => by === 0 || quotes === 0;
        for (const [index, { by, quotes }] of sequence.entries()) {
          const from = quotes === undefined ? undefined : people[quotes];
          const quoted = from && { text: `词${from.id}`, fromBot: false, senderId: from.id };
          const sender = people[by] ?? wang;
          await ask(says(sender, `问${index}`, quoted && { quoted }), `第 ${index} 个回答`);
        }
        const before = await rounds();
        await wait(says(wang, '最后'));
        const running = await turn();
        await Promise.all([forget(), settle(running, '最后的回答'), forget()]);
        const kept = before.filter((_, index) => !goes(sequence[index] ?? { by: 0, quotes: undefined }));
        expect((await rounds()).slice(0, -1)).toEqual(kept);
        expect((await rounds()).at(-1)?.answer).toBe('最后的回答');
      }),
      { numRuns: 40 },
    );
  });
});

test("in a group where members have conversations of their own, a person's own leaves no name behind", async () => {
  const own = `${conversation}:m${zhang.id}`;
  const others = `${conversation}:m${wang.id}`;
  await ask(says(zhang, '龙井'), '八十五度。', own);
  await ask(says(wang, '天气'), '晴。', others);
  await forget(own);
  await forget(others);
  expect(await traces('龙井')).toEqual([]);
  expect((await rounds(others)).map(({ answer }) => answer)).toEqual(['晴。']);
});

test('a direct chat whose id is not the person’s own is found out, and leaves nothing behind', async () => {
  const direct = { id: 'oc_1', kind: 'direct' } as const;
  await ask(says(zhang, '龙井', { chat: direct }), '八十五度。', 'paper:oc_1');
  expect(await forget('paper:oc_1')).toEqual([
    { conversation: 'paper:oc_1', ring: false, direct: 'paper:oc_1' },
  ]);
  expect(await traces('oc_1')).toEqual([]);
});

test('a direct chat in which something new waits goes on with nothing of before', async () => {
  const chat = { id: zhang.id, kind: 'direct' } as const;
  const id = `paper:${zhang.id}`;
  await ask(says(zhang, '龙井', { chat }), '八十五度。', id);
  await wait(says(zhang, '新的问题', { chat, sentAt: now + 1 }), false, id);
  const running = await turn(id);
  await forgettingIn(space.redis, space.keys, who, new Set([id]))([id]);
  await settle(running, '好。');
  expect((await rounds(id)).map(({ question }) => question)).toEqual(['新的问题']);
  expect(await keysThatHold(space.redis, space.keys.base, '龙井')).toEqual([]);
});
