import { afterEach, beforeEach, expect, test } from 'vitest';
import { openChatSettings } from '../../src/chat-settings.ts';
import { systemClock } from '../../src/clock.ts';
import { openAudit } from '../../src/commands/audit.ts';
import { type Mailbox, openMailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns, type Turn } from '../../src/conversation/ownership.ts';
import { orderingStop } from '../../src/conversation/stop.ts';
import { type Errands, openErrands } from '../../src/dispatch/errands.ts';
import { openTurnQueue, type TurnQueue } from '../../src/dispatch/turn-queue.ts';
import { openAccept } from '../../src/main/accept.ts';
import { forgettingPeople } from '../../src/main/forget-person.ts';
import { Undo } from '../../src/main/undo.ts';
import { conversationOf, type GroupMemory, type IncomingMessage } from '../../src/message.ts';
import { createMetrics } from '../../src/operations/metrics.ts';
import { openBans } from '../../src/people/bans.ts';
import { noteDirect } from '../../src/people/directs.ts';
import { openQuotas } from '../../src/people/quotas.ts';
import { openRules } from '../../src/people/rules.ts';
import { sharing } from '../../src/people/share.ts';
import { answering } from '../../src/platform.ts';
import { countersFor } from '../../src/tally/counters.ts';
import { settlementOf } from '../../src/turn/settlement.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { aMessage } from '../support/messages.ts';
import { keysThatHold, scanAll } from '../support/scan.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallHouse } from './house.ts';

const timeZone = 'Asia/Shanghai';
const platform = 'feishu';
const zhang = { id: 'ou_zhang', name: '张三' };
const wang = { id: 'ou_wang', name: '王五' };
const direct = { id: 'oc_zhang', kind: 'direct' } as const;
const group = { id: 'oc_group', kind: 'group' } as const;
const secret = '碧螺春';

let space: Space;
let mailbox: Mailbox;
let errands: Errands;
let turns: TurnQueue;
let begin: (conversation: string) => Promise<Turn | undefined>;
beforeEach(() => {
  space = openSpace();
  const { redis, keys } = space;
  mailbox = openMailbox(redis, keys, {
    queueLimit: 20,
    conversationTtlMs: 60_000,
    shareOf: sharing({
      isAdmin: () => false,
      isAllowed: () => true,
      repliesPerHour: 100,
      timeZone,
      clock: systemClock,
    }),
  });
  begin = beginTurns(redis, keys, 60_000, systemClock);
  errands = openErrands(redis, keys);
  turns = openTurnQueue(redis, keys);
});
afterEach(async () => {
  await errands.close();
  await turns.close();
  await space.close();
});

const says = (sender: IncomingMessage['sender'], text: string, more: Partial<IncomingMessage> = {}) =>
  aMessage({ platform, chat: group, sender, text, ...more });

async function wait(message: IncomingMessage, memory: GroupMemory = 'chat'): Promise<string> {
  const conversation = conversationOf(message, memory);
  expect(await mailbox.accept(conversation, { message, retry: false })).toBe('accepted');
  return conversation;
}

async function settle(turn: Turn, answer: string): Promise<void> {
  const { message } = turn.question;
  const spent = { model: 'script', calls: 1, usage: { promptTokens: 2, completionTokens: 3 } };
  const outcome = {
    kind: 'answered',
    markdown: answer,
    remembered: answer,
    failed: false,
    forget: false,
  } as const;
  const ended = { message, target: answering(message), record: { sheet: 1 }, outcome: { ...outcome, spent } };
  const owners = { person: `${platform}:${message.sender.id}`, chat: `${platform}:${message.chat.id}` };
  const counts = countersFor({ at: Date.now(), ...owners, ...spent }, space.keys, timeZone);
  await turn.settle(settlementOf({ ...ended, replaced: undefined }, counts, wordingFor('zh-CN'), 3000));
}

async function ask(message: IncomingMessage, answer: string, memory?: GroupMemory): Promise<void> {
  const turn = await begin(await wait(message, memory));
  if (turn) await settle(turn, answer);
}

const forget = (message: IncomingMessage) =>
  forgettingPeople(
    { store: { hasty: space.connect(), keys: space.keys }, mailbox, clock: systemClock },
    turns.ring,
  )(message);
const traces = (...words: string[]) =>
  keysThatHold(space.redis, space.keys.schema.replace(/:schema$/, ''), zhang.id, direct.id, secret, ...words);

test('after a busy life nothing in Redis holds the id of a person or a word of theirs', async () => {
  const { redis, keys } = space;
  const chats = openChatSettings(redis, keys);
  const audit = openAudit(redis, keys);
  await ask(says(wang, '天气怎样'), '晴。');
  await ask(says(zhang, `${secret}怎么泡`), `${secret}用八十度的水。`);
  await ask(says(zhang, secret, { topic: 't1' }), `${secret}。`);
  await ask(says(zhang, secret), `${secret}。`, 'member');
  await ask(says(zhang, secret, { chat: direct }), `${secret}。`);
  const quoted = { text: secret, fromBot: false, senderId: zhang.id, senderName: zhang.name };
  await ask(says(wang, '他说什么', { quoted, mentions: [zhang] }), `他说${secret}。`);
  await wait(says(wang, '再说一次', { quoted }));

  // The persona is an old one: the conversation of that direct chat is long forgotten.
  await noteDirect(redis, keys, says(zhang, '/persona', { chat: { id: 'oc_zhang', kind: 'direct' } }));
  await chats.setPersona(`${platform}:${direct.id}`, secret);
  await chats.setPaused(`${platform}:${direct.id}`, true);
  const subject = `user:${platform}:${zhang.id}` as const;
  const by = `${platform}:${zhang.id}`;
  await openRules(redis, keys).set(subject, { rule: 'allow', by: 'feishu:admin', at: 1 });
  await openRules(redis, keys).set('user:feishu:ou_x', { rule: 'deny', by, at: 1 });
  await openBans(redis, keys).set(subject, { by: 'feishu:admin', at: 1 });
  const quotas = openQuotas(redis, keys, { timeZone, repliesPerHour: undefined });
  await quotas.set(subject, { what: 'tokens', span: 'day', limit: 1_000_000 });
  await audit.record({ at: 1, who: by, where: `${platform}:${group.id}`, what: '/pause', result: 'refused' });
  await audit.record({
    at: 2,
    who: 'feishu:admin',
    where: 'feishu:g',
    what: `/ban ${subject}`,
    result: 'done',
  });

  const command = says(zhang, '/export', { chat: direct });
  const words = { kind: 'say', platform, markdown: secret, target: answering(command) } as const;
  await errands.send('command', { kind: 'command', message: command, name: 'export', args: '' });
  await errands.send('words', words, 60_000);
  await redis.set(keys.platform(platform, `admin:${zhang.id}`), '1');
  await redis.set(keys.platform(platform, 'card:c1'), JSON.stringify({ chat: direct, token: 't' }));
  expect((await traces()).length).toBeGreaterThan(15);

  await forget(says(zhang, '/forget-me 确认'));
  expect(await traces(zhang.name)).toEqual([]);
  const history = await redis.lrange(keys.history(`${platform}:${group.id}`), 0, -1);
  expect(history.map(text => text.match(/"answer":"(.*?)"/)?.[1])).toEqual(['晴。']);
  expect(await redis.llen(keys.mailbox(`${platform}:${group.id}`))).toBe(1);
});

test('where members have conversations of their own, a quotation of the answer to a person goes from those of others', async () => {
  const answer = `${secret}要用八十度的水，泡三分钟就好。`;
  await ask(says(zhang, '怎么泡'), answer, 'member');
  const quoted = { text: answer, fromBot: true };
  await ask(says(wang, '天气怎样'), '晴。', 'member');
  await ask(says(wang, '再短一点', { quoted }), '八十度。', 'member');
  await wait(says(wang, '再长一点', { quoted }), 'member');
  await forget(says(zhang, '/forget-me 确认'));
  expect(await traces()).toEqual([]);
  const conversation = `${platform}:${group.id}:m${wang.id}`;
  const kept = await space.redis.lrange(space.keys.history(conversation), 0, -1);
  expect(kept.map(text => text.match(/"answer":"(.*?)"/)?.[1])).toEqual(['晴。']);
  expect(await space.redis.llen(space.keys.mailbox(conversation))).toBe(1);
});

test('a file for somebody else that waits to be sent is made anew without the words of the person', async () => {
  const command = says(wang, '/export');
  const madeBy = { kind: 'command', message: command, name: 'export', args: '' } as const;
  const said = { platform, target: answering(command), markdown: secret, madeBy } as const;
  await errands.send('file', { ...said, kind: 'file', file: { name: 'a.md', text: secret } }, 60_000);
  await errands.send('words', { ...said, kind: 'say' }, 60_000);
  await forget(says(zhang, '/forget-me 确认'));
  expect(await traces()).toEqual([]);
  expect(await keysThatHold(space.redis, space.keys.base, command.id)).toHaveLength(2);
});

test('what somebody asks is not left behind by an answer that is being written, and none of theirs is written on', async () => {
  const { redis, keys } = space;
  const conversation = await wait(says(zhang, secret, { chat: direct }));
  await wait(says(zhang, `还有${secret}`, { chat: direct }));
  const running = await begin(conversation);
  await running?.hold({ shown: secret });
  const forgotten = forget(says(zhang, '/forget-me confirm', { chat: direct }));
  await eventually('the order to stop', () => redis.hget(keys.reply(conversation), 'stop'));
  if (running) await settle(running, `${secret}…`);
  await forgotten;
  expect(await traces()).toEqual([]);
  expect(await orderingStop(redis, keys)(conversation, running?.messageKey ?? '')).toBe(false);
});

test('as long as an answer to the person does not end, nothing is forgotten, and it may be tried again', async () => {
  const conversation = await wait(says(zhang, secret, { chat: direct }));
  const running = await begin(conversation);
  let now = Date.now();
  const hurried = { ...systemClock, now: () => (now += 1000), sleep: async () => {} };
  const store = { hasty: space.redis, keys: space.keys };
  const message = says(zhang, '/forget-me 确认', { chat: direct });
  const forgetting = forgettingPeople({ store, mailbox, clock: hurried }, turns.ring);
  await expect(forgetting(message)).rejects.toThrow('does not end');
  if (running) await settle(running, secret);
  await forgetting(message);
  expect(await traces()).toEqual([]);
});

test('two people who are forgotten at once, and each twice, leave the others as they were', async () => {
  const { redis, keys } = space;
  const others = Array.from({ length: 30 }, (_, i) => ({ id: `ou_other${i}`, name: `别人${i}` }));
  const chats = others.map(({ id }) => ({ id: `oc_${id}`, kind: 'direct' }) as const);
  for (const [index, sender] of others.entries()) {
    await ask(says(sender, `问${index}`), `答${index}。`);
    await ask(says(sender, `问${index}`, { chat: chats[index] ?? group }), `答${index}。`);
  }
  const before = await scanAll(redis, keys.base);
  const mine = [...before.keys()].filter(key => /:(history|conversation):/.test(key));
  const rounds = await redis.lrange(keys.history(`${platform}:${group.id}`), 0, -1);
  for (const person of [zhang, wang]) {
    await ask(says(person, secret), secret);
    await ask(says(person, secret, { chat: { id: `oc_${person.id}`, kind: 'direct' } }), secret);
  }
  const confirmations = [zhang, wang, zhang, wang].map(person => says(person, '/forget-me 确认'));
  await Promise.all(confirmations.map(forget));
  expect(await traces(wang.id)).toEqual([]);
  expect(await redis.lrange(keys.history(`${platform}:${group.id}`), 0, -1)).toEqual(rounds);
  const after = await scanAll(redis, keys.base);
  const changed = mine.filter(key => !key.endsWith(group.id) && after.get(key) !== before.get(key));
  expect(changed).toEqual([]);
});

test('whoever has the same id on another platform is somebody else', async () => {
  const namesake = { platform: 'dingtalk', sender: zhang, chat: direct };
  await ask(says(zhang, '别的', namesake), '好。');
  await ask(says(zhang, secret, { chat: direct }), secret);
  await forget(says(zhang, '/forget-me 确认', { chat: direct }));
  expect(await keysThatHold(space.redis, space.keys.base, secret)).toEqual([]);
  const kept = await space.redis.lrange(space.keys.history(`dingtalk:${direct.id}`), 0, -1);
  expect(kept).toHaveLength(1);
});

test('what follows the command in the same breath is asked without what was said before', async () => {
  const accepted: Record<string, string> = {};
  const { house } = openSmallHouse(space);
  const undo = new Undo();
  const accept = openAccept({ ...house, errands, metrics: createMetrics(), undo });
  const chat = { id: zhang.id, kind: 'direct' } as const;
  const arrive = (text: string) =>
    accept({
      kind: 'message',
      message: aMessage({ platform: 'paper', chat, sender: zhang, text }),
      author: 'person',
      address: 'direct',
      content: 'text',
    });
  const conversation = `paper:${zhang.id}`;
  for (const text of ['/forget-me', '/forget-me 确认', '/忘记我 confirm']) {
    await arrive(text);
    await arrive('问');
    const stored = await space.redis.hgetall(space.keys.questions(conversation));
    accepted[text] = Object.values(stored).at(-1)?.split(':', 1).join() ?? '';
    await space.redis.del(space.keys.questions(conversation), space.keys.mailbox(conversation));
  }
  expect(Object.values(accepted)).toEqual(['0', '1', '2']);
  await undo.run(() => {});
});
