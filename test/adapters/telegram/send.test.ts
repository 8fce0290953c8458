import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { failureOf } from '../../../adapters/telegram/api/failures.ts';
import { openApi, type TelegramApi } from '../../../adapters/telegram/api.ts';
import { openNumbers } from '../../../adapters/telegram/send/numbers.ts';
import { openReply } from '../../../adapters/telegram/send.ts';
import { startTelegram, type TelegramSimulator } from '../../../simulators/telegram/index.ts';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { PlatformFailure, Superseded } from '../../../src/errors.ts';
import type { ReplyRecord, ReplyTarget } from '../../../src/platform.ts';
import { sharedWriteBudget } from '../../../src/redis/shared-write-budget.ts';
import { Secret } from '../../../src/secret.ts';
import { buttonsWith, standingClock } from '../world.ts';
import { openHandedBudget, openWorld } from './world.ts';

let simulator: TelegramSimulator;
let telegram: TelegramApi;

beforeAll(async () => {
  simulator = await startTelegram({ naturalLimits: false });
  telegram = apiOf(simulator);
});

afterAll(async () => {
  await telegram.close();
  await simulator.close();
});

const apiOf = ({ url, token }: TelegramSimulator) =>
  openApi({ token: new Secret(token), apiRoot: url, proxy: undefined });

interface Asked {
  readonly in?: 'direct' | 'group';
  readonly on?: TelegramSimulator;
  readonly api?: TelegramApi;
  readonly world?: Parameters<typeof openWorld>[1];
  readonly keep?: (record: ReplyRecord) => Promise<void>;
}

/** Somebody asks, and a reply is opened. */
function ask({ in: place = 'direct', on = simulator, api = telegram, world: parts, keep }: Asked = {}) {
  const person = on.person({ firstName: 'Li' });
  const chat = place === 'direct' ? on.direct(person) : on.group({ title: '测试', supergroup: true });
  const questionId = on.say(chat, person, place === 'direct' ? '你好' : '@yanqiao_bot 你好');
  const unmarked: ReplyTarget = {
    chat: { id: String(chat.id), kind: place },
    questionId: String(questionId),
  };
  const target: ReplyTarget = { ...unmarked, buttons: buttonsWith('abc') };
  const budget = openHandedBudget();
  const { world, close } = openWorld(inject('redisUrl'), { budget: budget.budget, ...parts });
  const numbers = openNumbers(world);
  const records: ReplyRecord[] = [];
  const keepRecord = async (record: ReplyRecord) => {
    await keep?.(record);
    records.push(record);
  };
  const open = (record?: ReplyRecord, at: ReplyTarget = target) =>
    openReply({ api: api.api, world, numbers, target: at, keep: keepRecord, ...(record && { record }) });
  const reply = open();
  const ours = () => on.messages(chat).filter(({ byBot }) => byBot);
  const screen = () => ours().map(({ text }) => text);
  const calls = (method: string) => on.calls.filter(call => call.method === method && call.chat === chat.id);
  const fault = (kind: Parameters<TelegramSimulator['fault']>[0], times?: number) =>
    on.fault({ chat: chat.id, ...kind }, times);
  const end = () => {
    reply.release();
    close();
  };
  return {
    person,
    chat,
    questionId,
    unmarked,
    world,
    reply,
    open,
    records,
    ours,
    screen,
    calls,
    fault,
    budget,
    end,
  };
}

const never = new AbortController().signal;
const paragraph = (letter: string) => `${letter.repeat(1500)}\n\n`;

describe('a growing reply', () => {
  it('is one message that answers the question and loses its Stop button at the end', async () => {
    const { reply, ours, questionId, end } = ask();
    await reply.show('你好。');
    expect(ours()).toMatchObject([{ text: '你好。', replyTo: questionId }]);
    expect(ours()[0]?.keyboard.flat()).toEqual([{ text: '停止', callback_data: 'stop:abc' }]);
    await reply.show('你好。很高兴');
    expect(ours()[0]?.keyboard.flat()).toHaveLength(1);
    await reply.finish('你好。很高兴**认识**你。');
    expect(ours()).toMatchObject([{ html: '你好。很高兴<b>认识</b>你。', keyboard: [] }]);
    expect(ours()[0]?.edits).toHaveLength(3);
    end();
  });

  it('keeps its record before and after the first send, and the record holds no text', async () => {
    const { reply, records, ours, questionId, chat, end } = ask({ world: { clock: standingClock() } });
    await reply.show('秘密');
    await reply.finish('秘密。');
    expect(records).toEqual([
      { pages: [], chatId: chat.id, sentAfter: [questionId] },
      { pages: [ours()[0]?.id], chatId: chat.id },
    ]);
    end();
  });

  it('sends nothing when another process owns it', async () => {
    const { reply, screen, end } = ask({ keep: () => Promise.reject(new Superseded('taken over')) });
    await expect(reply.show('你好')).rejects.toThrow(Superseded);
    expect(screen()).toEqual([]);
    end();
  });

  it('is left alone by a process that stood still before it could write, and has been followed meanwhile', async () => {
    let now = 0;
    let isFollowed = false;
    const clock = { ...systemClock, now: () => now };
    const { budget } = openHandedBudget();
    const standStill = async () => {
      if (now > 0) return 0;
      now = 20_000;
      isFollowed = true;
      return 0;
    };
    const { open, records, screen, end } = ask();
    await open().show('一');
    const follower = ask({
      world: { clock, budget: { ...budget, take: standStill } },
      keep: async () => {
        if (isFollowed) throw new Superseded('another goes on');
      },
    });
    await expect(follower.open(records.at(-1)).finish('一二')).rejects.toThrow(Superseded);
    expect(screen()).toEqual(['一']);
    follower.end();
    end();
  });

  it('goes on in the same message in another process, and repeating the last state is harmless', async () => {
    const { reply, open, records, screen, end } = ask();
    await reply.show('你好。');
    const successor = open(records.at(-1));
    await successor.finish('你好。再见。');
    await open(records.at(-1)).finish('你好。再见。');
    expect(screen()).toEqual(['你好。再见。']);
    end();
  });

  it('that gets too long goes on in a further message, and only the last one can be stopped', async () => {
    const { reply, ours, calls, questionId, end } = ask();
    await reply.show(paragraph('甲'));
    await reply.show(paragraph('甲') + paragraph('乙') + paragraph('丙'));
    expect(ours()).toHaveLength(2);
    expect(ours().map(({ keyboard }) => keyboard.length)).toEqual([0, 1]);
    expect(ours().map(({ replyTo }) => replyTo)).toEqual([questionId, undefined]);
    await reply.show(`${paragraph('甲') + paragraph('乙') + paragraph('丙')}丁`);
    expect(calls('editMessageText')).toHaveLength(2); // the full first page is left alone
    await reply.finish(`${paragraph('甲') + paragraph('乙') + paragraph('丙')}丁`);
    expect(ours().map(({ keyboard }) => keyboard.length)).toEqual([0, 0]);
    expect(
      ours()
        .map(({ text }) => text)
        .join('')
        .replaceAll('\n', ''),
    ).toBe(`${['甲', '乙', '丙'].map(letter => letter.repeat(1500)).join('')}丁`);
    end();
  });

  it('that ends shorter than it was leaves no page behind', async () => {
    const { reply, screen, ours, records, end } = ask();
    await reply.show(paragraph('甲') + paragraph('乙') + paragraph('丙'));
    await reply.finish('抱歉。');
    expect(screen()).toEqual(['抱歉。']);
    expect(records.at(-1)).toMatchObject({ pages: ours().map(({ id }) => id) });
    end();
  });

  it('keeps a page that has to go in its record until it has gone', async () => {
    let now = systemClock.now();
    const waitLong = async () => {
      now += 2000;
      return 0;
    };
    let forgotten = 0;
    const { reply, screen, end } = ask({
      world: {
        clock: { ...systemClock, now: () => now },
        budget: { take: waitLong, block: async () => {} },
      },
      keep: async ({ pages }) => {
        forgotten = Math.max(forgotten, screen().length - (pages as unknown[]).length);
      },
    });
    await reply.show(paragraph('甲') + paragraph('乙') + paragraph('丙'));
    await reply.finish('抱歉。');
    expect(screen()).toEqual(['抱歉。']);
    expect(forgotten).toBe(0);
    end();
  });

  it('stays in its topic', async () => {
    const person = simulator.person();
    const chat = simulator.group({ title: '论坛', topics: true });
    const topic = simulator.topic(chat, person, '周报');
    const { world, close } = openWorld(inject('redisUrl'));
    const target: ReplyTarget = { chat: { id: String(chat.id), kind: 'group' }, topic: String(topic) };
    const reply = openReply({
      api: telegram.api,
      world,
      numbers: openNumbers(world),
      target,
      keep: async () => {},
    });
    await reply.finish('好');
    expect(simulator.messages(chat).at(-1)).toMatchObject({ text: '好', topic });
    close();
  });

  it('types until the first words are there', async () => {
    const { reply, chat, end } = ask();
    await simulator.waitFor(() => simulator.typing(chat).length > 0);
    await reply.show('你好');
    expect(simulator.typing(chat)).toHaveLength(1);
    end();
  });
});

describe('the pace', () => {
  it('asks for a place in the chat, the group’s minute and the bot’s second', async () => {
    const { reply, budget, chat, end } = ask({ in: 'group' });
    await reply.ready(never);
    await reply.show('一');
    await reply.ready(never);
    await reply.show('一二');
    await reply.finish('一二三');
    const scope = `telegram:chat:${chat.id}`;
    const bot = (limit: number) => ({ scope: 'telegram:bot', limit, perMs: 1000 });
    const landing = [{ scope, limit: 3, perMs: 3000 }, { scope, limit: 20, perMs: 60_000 }, bot(28)];
    const growing = [
      { scope, limit: 1, perMs: 3200 },
      { scope, limit: 3, perMs: 3000 },
      { scope, limit: 17, perMs: 60_000 },
      bot(25),
    ];
    expect(budget.taken).toEqual([landing, growing, landing]);
    end();
  });

  it('keeps to what Telegram bears, with the budget that all processes share', async () => {
    const strict = await startTelegram();
    const api = apiOf(strict);
    const { world, close } = openWorld(inject('redisUrl'));
    const budget = sharedWriteBudget(world.redis, world.keys, Math.random);
    const { reply, screen, end } = ask({ on: strict, api, world: { budget } });
    for (const text of ['一', '一二', '一二三', '一二三四']) {
      await reply.ready(never);
      await reply.show(text);
    }
    await reply.finish('一二三四五');
    expect(screen()).toEqual(['一二三四五']);
    expect(strict.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    end();
    close();
    await api.close();
    await strict.close();
  });

  it('waits no longer when it is told to stop', async () => {
    const budget = { take: async () => 60_000, block: async () => {} };
    const { reply, end } = ask({ world: { budget } });
    const stop = new AbortController();
    const ready = reply.ready(stop.signal);
    stop.abort(new Error('enough'));
    await expect(ready).rejects.toThrow('enough');
    end();
  });
});

describe('when Telegram refuses', () => {
  it('for being too fast, a growing state is left out and the chat is left alone for that long', async () => {
    const { reply, screen, fault, budget, chat, end } = ask();
    await reply.show('一');
    fault({ kind: 'too-many-requests', retryAfter: 7 });
    await reply.show('一二');
    expect(screen()).toEqual(['一']);
    expect(budget.blocks).toEqual([{ scope: `telegram:chat:${chat.id}`, ms: 7000 }]);
    await reply.show('一二三');
    expect(screen()).toEqual(['一二三']);
    end();
  });

  it('for being too fast, the last state waits and lands', async () => {
    const { world, close } = openWorld(inject('redisUrl'));
    const budget = sharedWriteBudget(world.redis, world.keys, Math.random);
    const { reply, screen, fault, end } = ask({ world: { budget } });
    await reply.show('一');
    fault({ kind: 'too-many-requests', retryAfter: 1 });
    await reply.finish('一二');
    expect(screen()).toEqual(['一二']);
    end();
    close();
  });

  it('for longer than a minute, the last state is left to a later attempt', async () => {
    const budget = { take: async () => 90_000, block: async () => {} };
    const { reply, end } = ask({ world: { budget } });
    await expect(reply.finish('一')).rejects.toMatchObject({ kind: 'busy', retryInMs: 90_000 });
    end();
  });

  it('an edit that changes nothing, it has landed', async () => {
    const { reply, fault, screen, end } = ask();
    await reply.show('一');
    fault({ kind: 'bad-request', description: 'message is not modified: specified new message content…' });
    await reply.finish('一二');
    expect(screen()).toEqual(['一']);
    end();
  });

  it('to edit what a person deleted, the text comes in a new message', async () => {
    const { reply, ours, chat, screen, records, end } = ask();
    await reply.show('一');
    simulator.deleteMessage(chat, ours()[0]?.id ?? 0);
    await reply.finish('一二');
    expect(screen()).toEqual(['一二']);
    expect(records.at(-1)).toMatchObject({ pages: [ours()[0]?.id] });
    end();
  });

  it('to edit whatever it has sent, for somebody deletes it at once, the chat is not filled', async () => {
    const { reply, fault, calls, records, end } = ask({ world: { clock: standingClock() } });
    fault({ kind: 'bad-request', method: 'editMessageText', description: 'message to edit not found' }, 9);
    await reply.finish('一');
    await reply.finish('一二');
    expect(calls('sendMessage')).toHaveLength(2);
    expect(records).toHaveLength(4);
    simulator.clearFaults();
    end();
  });

  it('our formatting, the same text comes plain', async () => {
    const { reply, fault, screen, calls, end } = ask();
    fault({ kind: 'bad-request', description: "can't parse entities: unexpected end tag" });
    await reply.finish('**重要：**请看');
    expect(screen()).toEqual(['重要：请看']);
    expect(calls('sendMessage').at(-1)?.parameters).not.toHaveProperty('parse_mode');
    end();
  });

  it.each([
    ['message thread not found', 'message_thread_id'],
    ['message to be replied not found', 'reply_parameters'],
  ])('with “%s”, it is sent without', async (description, parameter) => {
    const { person, chat, fault, calls, end } = ask({ in: 'group' });
    const { world, close } = openWorld(inject('redisUrl'));
    const questionId = simulator.say(chat, person, '@yanqiao_bot 你好');
    const reply = openReply({
      api: telegram.api,
      world,
      numbers: openNumbers(world),
      target: { chat: { id: String(chat.id), kind: 'group' }, topic: '77', questionId: String(questionId) },
      keep: async () => {},
    });
    fault({ kind: 'bad-request', description });
    await reply.finish('好').catch(() => {});
    const [first, second] = calls('sendMessage');
    expect(first?.parameters).toHaveProperty(parameter);
    expect(second?.parameters).not.toHaveProperty(parameter);
    end();
    close();
  });

  it('because the group has moved, the reply goes on where it is now', async () => {
    const person = simulator.person();
    const chat = simulator.group({ title: '小组' });
    const questionId = simulator.say(chat, person, '@yanqiao_bot 你好');
    const moved = simulator.migrate(chat);
    const { world, close } = openWorld(inject('redisUrl'));
    const records: ReplyRecord[] = [];
    const target: ReplyTarget = {
      chat: { id: String(chat.id), kind: 'group' },
      questionId: String(questionId),
    };
    const keep = async (record: ReplyRecord) => void records.push(record);
    await openReply({ api: telegram.api, world, numbers: openNumbers(world), target, keep }).finish('好');
    // A stranger's message there may have the old number of the question.
    expect(simulator.messages(moved).at(-1)).toMatchObject({ text: '好', byBot: true, replyTo: undefined });
    const record = records.at(-1) ?? {};
    expect(record).toMatchObject({ chatId: moved.id });
    await openReply({ api: telegram.api, world, numbers: openNumbers(world), target, keep, record }).finish(
      '好了',
    );
    expect(simulator.messages(moved).at(-1)).toMatchObject({ text: '好了' });
    close();
  });

  it('to take a further page, which the end does not have, there is no twin to look for: nothing was left', async () => {
    const { reply, open, fault, records, calls, end } = ask();
    await reply.show(paragraph('甲'));
    fault({ kind: 'too-many-requests', method: 'sendMessage' });
    await reply.show(paragraph('甲') + paragraph('乙') + paragraph('丙'));
    await reply.finish('好。');
    await open(records.at(-1)).finish('很好。');
    expect(calls('sendMessage').map(({ outcome }) => outcome)).toEqual(['ok', 'refused']);
    expect(calls('editMessageReplyMarkup')).toHaveLength(0);
    end();
  });

  it('because the bot is blocked, it is gone, for a growing text too', async () => {
    const { reply, fault, end } = ask();
    fault({ kind: 'blocked' }, 2);
    await expect(reply.show('一')).rejects.toMatchObject({ kind: 'gone' });
    await expect(reply.finish('一')).rejects.toMatchObject({ kind: 'gone' });
    end();
  });

  it('for reasons of its own, an edit is repeated until it lands', async () => {
    const { reply, fault, screen, end } = ask();
    await reply.show('一');
    fault({ kind: 'server-error', status: 502 });
    fault({ kind: 'reset' });
    await reply.finish('一二');
    expect(screen()).toEqual(['一二']);
    end();
  });
});

describe('an answer of Telegram that is lost', () => {
  it('leaves one message that grows, for the twin is found by its button', async () => {
    const { reply, fault, ours, chat, person, end } = ask({ in: 'group' });
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show('一');
    simulator.say(chat, person, '在吗');
    await telegram.api.sendMessage(chat.id, '别的回答');
    await reply.show('一二');
    expect(ours()).toMatchObject([
      { text: '别的回答', keyboard: [] },
      { text: '一二', keyboard: [[{ text: '停止' }]] },
    ]);
    await reply.finish('一二三');
    expect(ours()).toMatchObject([{ text: '别的回答' }, { text: '一二三', keyboard: [] }]);
    end();
  });

  it('leaves no button at another answer, which was asked whether it is the twin, however often calls are lost', async () => {
    const { reply, fault, ours, chat, end } = ask({ in: 'group' });
    await telegram.api.sendMessage(chat.id, '别的回答');
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show('一');
    fault({ kind: 'lost-answer', method: 'editMessageReplyMarkup' }, 2);
    await reply.finish('一二');
    expect(ours()).toMatchObject([
      { text: '别的回答', keyboard: [] },
      { text: '一二', keyboard: [] },
    ]);
    end();
  });

  it('leaves no button at another answer where the time for the search is over by then', async () => {
    let now = 0;
    const clock: Clock = {
      ...systemClock,
      now: () => now,
      sleep: async (ms, signal) => {
        if (ms < 20_000) return systemClock.sleep(ms, signal);
        now += ms;
      },
    };
    const { budget } = openHandedBudget();
    // The group's minute is used up once another answer was asked.
    const waitMs = () => (calls('editMessageReplyMarkup').length === 1 && now < 70_000 ? 20_000 : 0);
    const { reply, fault, ours, calls, chat, end } = ask({
      in: 'group',
      keep: async ({ asked }) => {
        if (asked) now = 50_000;
      },
      world: { clock, budget: { ...budget, take: async () => waitMs() } },
    });
    await telegram.api.sendMessage(chat.id, '别的回答');
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show('一');
    await reply.finish('一二');
    expect(ours()[0]).toMatchObject({ text: '别的回答', keyboard: [] });
    end();
  });

  it('leaves no twin where Telegram is too busy, or cannot be reached, to be asked which it is', async () => {
    const { reply, fault, screen, end } = ask();
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show('一');
    fault({ kind: 'too-many-requests', method: 'editMessageReplyMarkup' });
    await reply.finish('一二');
    expect(screen()).toEqual(['一二']);
    end();
  });

  it('leaves no twin of a page that the whole answer does not have', async () => {
    const { reply, open, fault, records, ours, screen, end } = ask();
    await reply.show(paragraph('甲'));
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show(paragraph('甲') + paragraph('乙') + paragraph('丙'));
    expect(ours()).toHaveLength(2);
    await open(records.at(-1)).fail('抱歉。');
    expect(screen()).toHaveLength(1);
    expect(ours()[0]).toMatchObject({ text: '抱歉。', keyboard: [] });
    end();
  });

  it('to a process that is killed then, does not double the reply that its successor goes on with', async () => {
    const { reply, open, fault, records, screen, questionId, end } = ask({
      world: { clock: standingClock() },
    });
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show('一');
    expect(records).toMatchObject([{ pages: [], sentAfter: [questionId] }]);
    await open(records.at(-1)).finish('一二');
    expect(screen()).toEqual(['一二']);
    end();
  });

  it.each(['direct', 'group'] as const)(
    'to a process that is killed then, leaves one message where others have written much since: %s',
    async place => {
      const { reply, open, fault, records, screen, chat, person, end } = ask({ in: place });
      fault({ kind: 'lost-answer', method: 'sendMessage' });
      await reply.show('一');
      const elsewhere = simulator.person({ firstName: 'Wang' });
      for (let said = 0; said < 40; said += 1) {
        if (place === 'direct') simulator.say(simulator.direct(elsewhere), elsewhere, '你好');
        else simulator.say(chat, person, '闲聊');
      }
      await open(records.at(-1)).finish('一二');
      expect(screen()).toEqual(['一二']);
      end();
    },
  );

  it('leaves one message where others write all the time, for all processes know how far the numbers have come', async () => {
    const world = { prefix: `test-${randomUUID()}` };
    const { open, fault, records, screen, end } = ask({ world });
    const othersWrite = async () => {
      const busy = simulator.person({ firstName: 'Wang' });
      for (let said = 0; said < 40; said += 1) simulator.say(simulator.direct(busy), busy, '你好');
      const other = ask({ world });
      await other.reply.finish('好');
      other.end();
    };
    for (let processes = 1; processes <= 3; processes += 1) {
      await othersWrite();
      fault({ kind: 'lost-answer', method: 'sendMessage' });
      const killed = open(records.at(-1));
      await killed.show('一');
      killed.release();
    }
    await othersWrite();
    await open(records.at(-1)).finish('一二');
    expect(screen()).toEqual(['一二']);
    end();
  });

  it('is no twin where the answer came whole at once: it came with its button, and lost it then', async () => {
    const { reply, fault, ours, calls, end } = ask();
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.finish('一');
    expect(calls('sendMessage')).toHaveLength(2);
    expect(ours()).toMatchObject([{ text: '一', keyboard: [] }]);
    end();
  });

  it('to a process that is killed after it sent all at once leaves one message', async () => {
    const { reply, open, fault, records, screen, end } = ask();
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    fault({ kind: 'reset', method: 'sendMessage' }, 9);
    await expect(reply.finish('一')).rejects.toThrow();
    simulator.clearFaults();
    await open(records.at(-1)).finish('一');
    expect(screen()).toEqual(['一']);
    end();
  });

  it('to a process that is killed before it has found the twin is found by its successor', async () => {
    let last: ReplyRecord = {};
    const keep = async (record: ReplyRecord) => {
      const isFirst = last['sentAfter'] === undefined || (last['pages'] as number[]).length === 0;
      last = record;
      if (isFirst && record['sentAfter'] && (record['pages'] as number[]).length > 0)
        throw new Error('killed');
    };
    const { reply, open, fault, screen, end } = ask({ keep: record => keep(record) });
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await expect(reply.finish('一')).rejects.toThrow('killed');
    expect(screen()).toEqual(['一', '一']);
    const successor = { ...last };
    await open(successor).finish('一');
    expect(screen()).toEqual(['一']);
    end();
  });

  it('to a process that is killed while it asks another answer leaves that answer to stand', async () => {
    const { reply, open, fault, ours, records, chat, end } = ask();
    const other = await telegram.api.sendMessage(chat.id, '别的回答');
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show('一');
    await reply.finish('一二');
    const whileAsking =
      records.find(({ asked }) => (asked as number[] | undefined)?.at(-1) === other.message_id) ?? {};
    expect(whileAsking).toHaveProperty('sentAfter');
    const reply_markup = { inline_keyboard: [[{ text: '停止', callback_data: 'stop:abc' }]] };
    await telegram.api.editMessageReplyMarkup(chat.id, other.message_id, { reply_markup });
    await open(whileAsking).finish('一二');
    expect(ours()).toMatchObject([
      { text: '别的回答', keyboard: [] },
      { text: '一二', keyboard: [] },
    ]);
    end();
  });

  it.each(['before', 'after'])(
    'to a process that is killed %s it has asked the twin itself leaves one message',
    async when => {
      const { open, fault, records, ours, screen, calls, end } = ask();
      const killed = open();
      fault({ kind: 'lost-answer', method: 'sendMessage' });
      await killed.show('一');
      killed.release();
      const twin = ours()[0]?.id ?? 0;
      if (when === 'after')
        await telegram.api.editMessageReplyMarkup(calls('sendMessage')[0]?.chat ?? 0, twin);
      await open({ ...records.at(-1), asked: [twin] }).finish('一二');
      expect(screen()).toEqual(['一二']);
      end();
    },
  );

  it('is looked for by a successor from where a search was broken off', async () => {
    const { reply, open, fault, records, calls, screen, chat, end } = ask();
    const others: number[] = [];
    for (let other = 0; other < 3; other += 1)
      others.push((await telegram.api.sendMessage(chat.id, '别的回答')).message_id);
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show('一');
    await open({ ...records.at(-1), asked: others.slice(0, 2) }).finish('一二');
    const asked = calls('editMessageReplyMarkup').map(({ parameters }) => parameters['message_id']);
    expect(asked.filter(id => id === others[0])).toEqual([]);
    expect(asked).toContain(others[1]);
    expect(screen()).toEqual(['别的回答', '别的回答', '别的回答', '一二']);
    end();
  });

  it('that came from a process which stood still, and has been followed meanwhile, is taken back by it', async () => {
    let isFollowed = false;
    const { open, calls, screen, end } = ask({
      keep: async ({ pages }) => {
        if (isFollowed && (pages as number[]).length > 0) throw new Superseded('another goes on');
        isFollowed = true;
      },
    });
    await expect(open().show('一')).rejects.toThrow(Superseded);
    expect(calls('sendMessage')).toHaveLength(1);
    expect(screen()).toEqual([]);
    end();
  });

  it('that came from a process which stood still when it had noted it is left to who goes on with it', async () => {
    const { open, records, screen, end } = ask({
      keep: async record => {
        if ((record['pages'] as number[]).length === 0) return;
        records.push(record);
        throw new Superseded('another goes on', true);
      },
    });
    await expect(open().show('一')).rejects.toThrow(Superseded);
    expect(records.at(-1)).toMatchObject({ pages: [expect.any(Number)] });
    expect(screen()).toEqual(['一']);
    end();
  });

  it('leaves the button of another answer, which has lost ours already, when more pages are sent', async () => {
    const { reply, open, records, fault, ours, chat, end } = ask();
    const other = await telegram.api.sendMessage(chat.id, '别的回答');
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show('一');
    await reply.finish('一二');
    const successor = open(
      records.find(({ asked }) => (asked as number[] | undefined)?.at(-1) === other.message_id),
    );
    await successor.finish('一二');
    const reply_markup = { inline_keyboard: [[{ text: '停止', callback_data: 'stop:other' }]] };
    await telegram.api.editMessageReplyMarkup(chat.id, other.message_id, { reply_markup });
    await successor.show(paragraph('甲') + paragraph('乙') + paragraph('丙'));
    await open(records.findLast(record => record['sentAfter'])).finish('一二三');
    expect(ours()[0]).toMatchObject({ text: '别的回答', keyboard: [[{ callback_data: 'stop:other' }]] });
    end();
  });

  it('to a process that is killed when it has found the twin, and not removed it yet, is found by its successor', async () => {
    const killedThere = (ms: number) => (ms < 1000 ? Promise.resolve() : new Promise<void>(() => {}));
    const { reply, open, fault, calls, screen, records, end } = ask({
      world: { clock: { ...systemClock, sleep: killedThere } },
    });
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await reply.show('一');
    fault({ kind: 'reset', method: 'deleteMessage' });
    void reply.finish('一二');
    await expect.poll(() => calls('deleteMessage')).toHaveLength(1);
    await open(records.at(-1)).finish('一二');
    expect(screen()).toEqual(['一二']);
    end();
  });

  it('thrice to a last state does not end the turn: it is sent until it is confirmed, and stands once', async () => {
    const { reply, fault, screen, end } = ask();
    fault({ kind: 'lost-answer', method: 'sendMessage' }, 3);
    await reply.finish('一');
    expect(screen()).toEqual(['一']);
    end();
  });

  it('for a command, whose answer has no button, leaves no twin: it is known by what it answers', async () => {
    const { unmarked, open, chat, fault, ours, questionId, end } = ask();
    await telegram.api.sendMessage(chat.id, '别的回答');
    fault({ kind: 'lost-answer', method: 'sendMessage' }, 2);
    await open(undefined, unmarked).finish('一');
    expect(ours()).toMatchObject([
      { text: '别的回答', keyboard: [] },
      { text: '一', keyboard: [], replyTo: questionId },
    ]);
    end();
  });

  it('for a further page of a command’s answer leaves no twin, for that replies to the command, too', async () => {
    const { unmarked, open, fault, screen, ours, questionId, end } = ask({
      keep: async ({ pages, sentAfter }) => {
        if ((pages as number[]).length === 1 && sentAfter && screen().length === 1)
          fault({ kind: 'lost-answer', method: 'sendMessage' });
      },
    });
    await open(undefined, unmarked).finish(paragraph('甲') + paragraph('乙') + paragraph('丙'));
    expect(screen().map(text => text.slice(-1))).toEqual(['乙', '丙']);
    expect(ours().every(({ replyTo }) => replyTo === questionId)).toBe(true);
    end();
  });

  it('for a command to a process that is killed then is found by its successor', async () => {
    const { unmarked, open, fault, records, screen, end } = ask();
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    fault({ kind: 'reset', method: 'sendMessage' }, 9);
    await expect(open(undefined, unmarked).finish('一')).rejects.toThrow();
    simulator.clearFaults();
    await open(records.at(-1), unmarked).finish('一');
    expect(screen()).toEqual(['一']);
    end();
  });

  it('for words that answer nobody makes them come twice, rather than never', async () => {
    const { unmarked, open, fault, screen, end } = ask();
    fault({ kind: 'lost-answer', method: 'sendMessage' });
    await open(undefined, { chat: unmarked.chat }).finish('一');
    expect(screen()).toEqual(['一', '一']);
    end();
  });

  it('again and again does not fill the chat', async () => {
    const { reply, fault, screen, end } = ask();
    fault({ kind: 'lost-answer', method: 'sendMessage' }, 9);
    for (const text of ['一', '一二', '一二三', '一二三四']) await reply.show(text);
    expect(screen()).toEqual(['一', '一二']);
    simulator.clearFaults();
    await reply.finish('一二三四五');
    expect(screen()).toEqual(['一二三四五']);
    end();
  });

  it('as often as a process bears it leaves no twin that its successor does not find', async () => {
    const { reply, open, fault, records, screen, end } = ask();
    fault({ kind: 'lost-answer', method: 'sendMessage' }, 5);
    await reply.show('一');
    await reply.show('一二');
    await expect(reply.finish('一二三')).rejects.toThrow();
    expect(screen()).toHaveLength(5);
    await open(records.at(-1)).finish('一二三');
    expect(screen()).toEqual(['一二三']);
    end();
  });

  it('does not double an edit', async () => {
    const { reply, fault, screen, end } = ask();
    await reply.show('一');
    fault({ kind: 'lost-answer', method: 'editMessageText' });
    await reply.finish('一二');
    expect(screen()).toEqual(['一二']);
    end();
  });
});

describe('a failure', () => {
  it('never tells the token', async () => {
    const token = '900:a-token-that-must-not-be-told';
    const nowhere = openApi({ token: new Secret(token), apiRoot: 'http://127.0.0.1:9', proxy: undefined });
    const { world, close } = openWorld(inject('redisUrl'), {
      clock: { now: () => 0, sleep: () => Promise.reject(new Error('no patience')), random: () => 0 },
    });
    const target: ReplyTarget = { chat: { id: '42', kind: 'direct' } };
    const reply = openReply({
      api: nowhere.api,
      world,
      numbers: openNumbers(world),
      target,
      keep: async () => {},
    });
    const failures: unknown[] = [];
    await reply.show('一');
    await reply.finish('一').catch(error => failures.push(error));
    await nowhere.api.getMe().catch(error => failures.push(failureOf(error)));
    expect(failures).toHaveLength(2);
    expect(failures[1]).toBeInstanceOf(PlatformFailure);
    for (const failure of failures) {
      const { message, stack } = failure as Error;
      expect(`${message} ${stack} ${JSON.stringify(failure)}`).not.toContain('must-not-be-told');
    }
    await nowhere.close();
    close();
  });
});
