import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { afterEach, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { redeliveries } from '../support/redeliveries.ts';
import { type DingtalkTown, openDingtalkTown } from './dingtalk-town.ts';

let town: DingtalkTown;
afterEach(() => town.close());

const sentences = (count: number) => Array.from({ length: count }, (_, i) => `这是第${i + 1}句话。`).join('');
const textOf = (messages: readonly { text: string }[]) =>
  messages
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s/g, '');
/** Somebody asks directly. */
function ask(text = '说一段长的', options: Parameters<DingtalkTown['dingtalk']['say']>[3] = {}) {
  const person = town.dingtalk.person();
  const chat = town.dingtalk.direct(person);
  town.dingtalk.say(chat, person, text, options);
  return { chat, person };
}

/** All that stands under a key, as text. */
async function storedUnder(redis: Redis, key: string): Promise<string> {
  const read = {
    string: () => redis.get(key),
    hash: () => redis.hgetall(key),
    list: () => redis.lrange(key, 0, -1),
    set: () => redis.smembers(key),
    zset: () => redis.zrange(key, 0, -1),
    stream: () => redis.xrange(key, '-', '+'),
  };
  const type = (await redis.type(key)) as keyof typeof read | 'none';
  return type === 'none' ? '' : JSON.stringify(await read[type]());
}

const refusals = () =>
  town.dingtalk.calls.filter(({ outcome }) => outcome === 'refused').map(({ api, code }) => `${api} ${code}`);

test('an answer of 60,000 characters arrives whole, in a card and messages', async () => {
  town = await openDingtalkTown({ ernie: { chunkMs: 0 } });
  const text = sentences(6000);
  town.ernie.reply(() => text);
  await town.startBot();
  const { chat } = ask();
  await eventually('the end', () => town.replies(chat).at(-1)?.text.includes('第6000句'), 50_000);
  expect(textOf(await town.finished(chat, 2))).toBe(text);
});

test('a process killed in mid-card: another goes on with the same card', async () => {
  town = await openDingtalkTown({ ernie: { chunkMs: 150 } });
  const text = sentences(30);
  town.ernie.reply(() => text);
  await Promise.all([town.startBot(), town.startBot()]);
  const { chat } = ask();
  const growing = await eventually('a growing card', () =>
    town.replies(chat).find(card => card.streaming && card.text.includes('第2句话。')),
  );
  const worker = await eventually('the busy process', () =>
    town.bots.find(bot => bot.logged('turn.started')),
  );
  worker.kill('SIGKILL');
  const [answer] = await town.finished(chat, 1, 30_000);
  expect(answer).toMatchObject({ text, flowStatus: '3', outTrackId: growing.outTrackId });
  expect(town.replies(chat)).toHaveLength(1);
  const lengths = answer?.states.map(state => state.text.length) ?? [];
  expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
});

test('a hundred answers cost six hundred calls at most, stay within the budgets, and all cards are finished', async () => {
  town = await openDingtalkTown({ ernie: { chunkMs: 100 }, settings: { MODEL_QPS: '500' } });
  const text = sentences(40);
  town.ernie.reply(() => text);
  await Promise.all([town.startBot(), town.startBot()]);
  const asked = Array.from({ length: 100 }, () => ask());
  for (const { chat } of asked) {
    const answers = await town.finished(chat, 1, 50_000);
    expect(answers.map(card => [card.text, card.flowStatus])).toEqual([[text, '3']]);
  }
  expect(town.dingtalk.billed().calls).toBeLessThanOrEqual(600);
  // Without budgets most are refused; where the machine stands still for a moment, calls of two seconds arrive in one.
  expect(refusals().length).toBeLessThan(10);
});

test("the month's calls spent: one Markdown message for each answer, and one alert to the admins", async () => {
  town = await openDingtalkTown({ ernie: { chunkMs: 20 }, dingtalk: { monthly: { calls: 0 } } });
  const admin = town.dingtalk.person({ name: '管理员' });
  town.ernie.reply(() => '好的。');
  await town.startBot({ ADMINS: `dingtalk:${admin.staffId}` });
  const desk = town.dingtalk.direct(admin);
  town.dingtalk.say(desk, admin, '在吗');
  const asked = Array.from({ length: 5 }, () => ask());
  for (const { chat } of asked) {
    const answers = await town.finished(chat, 1);
    expect(answers.map(({ kind, text }) => [kind, text])).toEqual([['markdown', '好的。']]);
  }
  const told = await eventually('the alert', () =>
    town.replies(desk).filter(({ text }) => text.includes('⚠️')),
  );
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('ApiCountLimitForOrg');
  await eventually('the admin’s own answer', () => town.replies(desk).some(({ text }) => text === '好的。'));
  expect(town.replies(desk)).toHaveLength(2);
});

test('without a template an answer is one message at its end, and costs no call', async () => {
  town = await openDingtalkTown({ settings: { DINGTALK_CARD_TEMPLATE_ID: '' } });
  town.ernie.reply(() => '**好**的。');
  await town.startBot();
  const { chat } = ask();
  const [answer] = await town.finished(chat, 1);
  expect(answer).toMatchObject({ kind: 'markdown', text: '好的。' });
  expect(answer?.states).toHaveLength(1);
  expect(town.dingtalk.billed()).toEqual({ calls: 0, messages: 1 });
});

test('/retry is followed by another message where nothing can be changed, also in the very same words', async () => {
  town = await openDingtalkTown({ settings: { DINGTALK_CARD_TEMPLATE_ID: '' } });
  town.ernie.reply(() => '好的。');
  await town.startBot();
  const { chat, person } = ask();
  await town.finished(chat, 1);
  town.dingtalk.say(chat, person, '/retry');
  const answers = await town.finished(chat, 2);
  expect(answers.map(({ kind, text }) => [kind, text])).toEqual([
    ['markdown', '好的。'],
    ['markdown', '好的。'],
  ]);
  expect(town.dingtalk.billed()).toEqual({ calls: 0, messages: 2 });
});

test('the standard card grows without a template', async () => {
  town = await openDingtalkTown({
    ernie: { chunkMs: 100 },
    settings: { DINGTALK_CARD_TEMPLATE_ID: 'standard' },
  });
  const text = sentences(30);
  town.ernie.reply(() => text);
  await town.startBot();
  const { chat } = ask();
  await eventually('the end', () => town.replies(chat)[0]?.text.includes('第30句'));
  const [answer] = town.replies(chat);
  expect(answer).toMatchObject({ kind: 'standard-card', text });
  expect(answer?.states.length).toBeGreaterThan(2);
  expect(town.dingtalk.billed().calls).toBeLessThanOrEqual(6);
});

test('an unknown template: answers come in the next form that works, and the admins are told', async () => {
  town = await openDingtalkTown({ settings: { DINGTALK_CARD_TEMPLATE_ID: 'gone.schema' } });
  const admin = town.dingtalk.person({ name: '管理员' });
  town.ernie.reply(() => '好的。');
  const bot = await town.startBot({ ADMINS: `dingtalk:${admin.staffId}` });
  for (const { chat } of [ask(), ask()]) {
    const answers = await town.finished(chat, 1);
    expect(answers.map(({ text }) => text)).toEqual(['好的。']);
  }
  expect(await eventually('the log', () => bot.logged('platform.simpler'))).toMatchObject({
    form: 'standard-card',
  });
  const desk = town.dingtalk.direct(admin);
  await eventually('the alert', () =>
    town.replies(desk).some(({ text }) => text.includes('templateNotExist')),
  );
});

test('a session webhook of another host is never called', async () => {
  town = await openDingtalkTown({ settings: { DINGTALK_CARD_TEMPLATE_ID: '' } });
  town.ernie.reply(() => '好的。');
  await town.startBot();
  let called = 0;
  const stranger = createServer((_, response) => {
    called += 1;
    response.end('{"errcode":0}');
  });
  await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  const { chat } = ask('你好', { sessionWebhook: `http://127.0.0.1:${port}/robot/sendBySession?session=s1` });
  await town.finished(chat, 1);
  expect(called).toBe(0);
  stranger.close();
});

test('no session webhook is in Redis in the clear, nor in the log', async () => {
  town = await openDingtalkTown({ ernie: { chunkMs: 50 } });
  town.ernie.reply(() => sentences(20));
  const bot = await town.startBot();
  const { chat } = ask();
  await eventually('a growing card', () => town.replies(chat).some(({ streaming }) => streaming));
  const redis = new Redis(inject('redisUrl').replace(/^unix:/, ''));
  const keys = await redis.keys(`${town.prefix}:*`);
  const kept = [...keys, ...(await Promise.all(keys.map(key => storedUnder(redis, key))))];
  redis.disconnect();
  await town.finished(chat, 1);
  expect(kept.filter(text => text.includes(':session:'))).toHaveLength(2);
  expect(kept.some(text => text.includes('说一段长的'))).toBe(true);
  expect(kept.some(text => text.includes('sendBySession'))).toBe(false);
  expect(JSON.stringify(bot.log)).not.toContain('sendBySession');
});

test('the gateway goes away and comes back: what was said meanwhile is answered', async () => {
  town = await openDingtalkTown({ dingtalk: { redeliverMs: redeliveries(500) } });
  town.ernie.reply(() => '在。');
  await town.startBot();
  town.dingtalk.gatewayDown('reset');
  const { chat } = ask('在吗');
  const before = town.dingtalk.opens().length;
  await eventually('some attempts', () => town.dingtalk.opens().length >= before + 2);
  town.dingtalk.gatewayUp();
  expect((await town.finished(chat, 1))[0]?.text).toBe('在。');
});

test('DingTalk may call us in place of the stream', async () => {
  town = await openDingtalkTown({ settings: { DINGTALK_MODE: 'webhook' } });
  town.ernie.reply(() => '在。');
  const bot = await town.startBot();
  const address = `http://127.0.0.1:${bot.port}/webhooks/dingtalk`;
  town.dingtalk.deliverTo(address);
  const { chat } = ask('在吗');
  expect((await town.finished(chat, 1))[0]?.text).toBe('在。');
  const forged = await fetch(address, {
    method: 'POST',
    body: '{"msgId":"1"}',
    headers: { timestamp: '1', sign: 'x' },
  });
  expect(forged.status).toBe(401);
});

test('two processes share the connections, and each message is answered once', async () => {
  town = await openDingtalkTown();
  town.ernie.reply(() => '好。');
  const [first] = await Promise.all([town.startBot(), town.startBot()]);
  await eventually('two connections', () => town.dingtalk.connections() === 2);
  town.dingtalk.duplicateEvents(10);
  for (const { chat } of Array.from({ length: 10 }, () => ask())) {
    await town.finished(chat, 1);
    expect(town.replies(chat)).toHaveLength(1);
  }
  first.kill('SIGTERM');
  expect(await first.ended()).toBe(0);
  await town.finished(ask().chat, 1);
});
