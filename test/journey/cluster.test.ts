import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Cluster, clusterPassword, startCluster } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { keysThatHold } from '../support/scan.ts';
import { echo, sentences } from './answers.ts';
import { openTown, questionOf, type Town } from './town.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.close());

let town: Town;
afterEach(() => town.close());

/** The way that people write it: the first with a password, of the others host and port. */
const allNodes = () => {
  const [first = '', ...others] = cluster.nodes.map(({ url }) => url);
  return [first, ...others.map(url => new URL(url).host)].join(',');
};
const somebody = () => {
  const person = town.telegram.person();
  const chat = town.telegram.direct(person);
  return { chat, say: (text: string) => town.telegram.say(chat, person, text) };
};

test('on a Cluster a question gets a growing answer, the next one has a history, and commands are obeyed', async () => {
  town = await openTown({ ernie: { chunkMs: 50 }, settings: { REDIS_URL: allNodes() } });
  town.ernie.reply(prompt => `${echo(prompt)}。${sentences(40)}`);
  await town.startBot({ ROLES: 'intake' });
  await town.startBot({ ROLES: 'worker' });
  const li = somebody();
  li.say('我叫小李');
  const [first] = await town.finished(li.chat, 1);
  expect(first).toContain('第40句。');
  expect(town.replies(li.chat)[0]?.edits.length).toBeGreaterThan(1);
  li.say('我叫什么');
  await town.finished(li.chat, 2);
  const asked = town.ernie.calls.at(-1)?.body as { messages: { content: string }[] };
  expect(asked.messages.map(({ content }) => content)).toEqual(['我叫小李', first, '我叫什么']);

  li.say('/whoami');
  expect((await town.finished(li.chat, 3))[2]).toContain(String(li.chat.id));
  li.say('/forget-me confirm');
  await town.finished(li.chat, 4);
  await eventually('all of it to be forgotten', async () => {
    const left = await keysThatHold(town.redis, town.prefix, '小李');
    return left.length === 0;
  });
});

test('one node of a Cluster may be named, and a killed bot is followed by another in the same message', async () => {
  const [, , last] = cluster.nodes;
  town = await openTown({ ernie: { chunkMs: 150 }, settings: { REDIS_URL: last?.url ?? '' } });
  const answer = sentences(30);
  town.ernie.reply(() => answer);
  const first = await town.startBot();
  const li = somebody();
  li.say('说一段长的');
  await eventually('the answer to grow', () => {
    const [reply] = town.replies(li.chat);
    return reply && reply.edits.length > 1 && reply.text.includes('第2句。');
  });
  first.kill('SIGKILL');
  await town.startBot({ REDIS_URL: allNodes() });
  expect(await town.finished(li.chat, 1, 45_000)).toEqual([answer]);
  expect(town.replies(li.chat)).toHaveLength(1);
});

test('the node that has the keys is killed in mid-answer: nothing is accepted until it is back, and nothing is lost or said twice', async () => {
  town = await openTown({ ernie: { chunkMs: 250 }, settings: { REDIS_URL: allNodes() } });
  const growing = sentences(30);
  town.ernie.reply(prompt => (questionOf(prompt) === '讲讲' ? growing : echo(prompt)));
  const port = String(await freePort());
  const bot = await town.startBot({
    HTTP_PORT: port,
    TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}/webhooks/telegram`,
    TELEGRAM_WEBHOOK_SECRET: 'webhook_secret',
  });
  const [li, wang] = [somebody(), somebody()];
  li.say('讲讲');
  await eventually('the answer to grow', () => town.replies(li.chat)[0]?.text.includes('第2句。'));

  const holder = await cluster.holderOf(town.keys.base);
  await holder.kill('SIGKILL');
  const late = wang.say('在吗');
  const outcomes = () =>
    town.telegram.deliveries.filter(({ messageId, chat }) => messageId === late && chat === wang.chat.id);
  await eventually('refusals', () => outcomes().filter(({ outcome }) => outcome === 'refused').length >= 2);
  expect(outcomes().every(({ outcome }) => outcome !== 'acknowledged')).toBe(true);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
  await holder.start();

  expect(await town.finished(wang.chat, 1, 45_000)).toEqual(['答：在吗']);
  expect(await town.finished(li.chat, 1, 45_000)).toEqual([growing]);
  expect([li, wang].map(({ chat }) => town.replies(chat).length)).toEqual([1, 1]);
  expect(town.ernie.calls).toHaveLength(2);
  expect(JSON.stringify(bot.log) + bot.errors).not.toContain(clusterPassword);
});

test('a bot in mid-answer whose node has gone stops all the same when it is told to', async () => {
  town = await openTown({
    ernie: { chunkMs: 250 },
    settings: { REDIS_URL: allNodes(), SHUTDOWN_GRACE_MS: '100' },
  });
  town.ernie.reply(() => sentences(60));
  const bot = await town.startBot();
  const li = somebody();
  li.say('讲讲');
  await eventually('the answer to grow', () => town.replies(li.chat)[0]?.text.includes('第2句。'));
  const holder = await cluster.holderOf(town.keys.base);
  await holder.kill('SIGKILL');
  bot.kill('SIGTERM');
  expect(await bot.ended()).toBe(0);
  await holder.start();
});
