import { afterEach, expect, inject, test } from 'vitest';
import { playground as adapter } from '../../adapters/console/index.ts';
import { readSettings } from '../../src/config/read.ts';
import type { Playground, PlaygroundMessage } from '../../src/playground.ts';
import { openWorld } from '../adapters/world.ts';
import { eventually } from '../support/eventually.ts';
import { keysThatHold } from '../support/scan.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
const closes: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
  await town.close();
});

const settings = { CONSOLE_TOKEN: 'sixteen-characters' };
const long = Array.from({ length: 30 }, (_, i) => `第${i + 1}句话。`).join('');

/** Somebody at the playground of a town, in a process of their own. */
async function lookAt({ prefix }: Town) {
  const { world, close } = openWorld(inject('redisUrl'), { prefix });
  const platform = await adapter.create(readSettings(settings, [adapter.settings]), world);
  closes.push(() => platform.close(), close);
  if (!platform.playground) throw new Error('there is no playground');
  return { playground: platform.playground, redis: world.redis };
}

const answersIn = async (playground: Playground, chat: string) =>
  (await playground.messages(chat)).filter(({ from }) => from === 'bot');

/** Everything that is told of the bot's messages in a chat, from now on. */
function statesOf(playground: Playground, chat: string): PlaygroundMessage[] {
  const leave = new AbortController();
  closes.unshift(() => leave.abort());
  const states: PlaygroundMessage[] = [];
  const isIts = (message: PlaygroundMessage) => message.from === 'bot' && message.chat === chat;
  void (async () => {
    for await (const { changes } of playground.watch(undefined, leave.signal)) {
      for (const change of changes)
        if (change.kind === 'message' && isIts(change.message)) states.push(change.message);
    }
  })();
  return states;
}

test('a process killed in mid-answer: the same message goes on before the eyes of who looks', async () => {
  town = await openTown({ ernie: { chunkMs: 150 }, settings });
  town.ernie.reply(() => long);
  await town.startBot();
  await town.startBot();
  const { playground } = await lookAt(town);
  await playground.chats();
  const states = statesOf(playground, 'ada');
  const question = await playground.say({ chat: 'ada', as: 'ada', text: '说一段长的' });
  await eventually('a growing answer', () => states.some(({ text }) => text.includes('第2句话。')));
  const worker = await eventually('the busy process', () =>
    town.bots.find(bot => bot.logged('turn.started') && !bot.logged('turn.settled')),
  );
  worker.kill('SIGKILL');
  await eventually('the end', () => states.at(-1)?.state === 'done', 40_000);
  expect(await answersIn(playground, 'ada')).toMatchObject([{ text: long, replyTo: question }]);
  expect(new Set(states.map(({ id }) => id)).size).toBe(1);
  const answer = states.filter(({ text }) => text.startsWith('第1句话。')).map(({ text }) => text.length);
  expect(answer).toEqual([...answer].sort((a, b) => a - b));
});

test('a group is greeted, answers a mention, and leaves out what is not for the bot', async () => {
  town = await openTown({ settings });
  town.ernie.reply(() => '晴。');
  await town.startBot();
  const { playground } = await lookAt(town);
  await playground.chats();
  const chat = 'tea-room';
  const greeting = await eventually('the greeting', async () => (await answersIn(playground, chat))[0]);
  expect(greeting.replyTo).toBeUndefined();
  await playground.say({ chat, as: 'lin', text: '大家好' });
  const question = await playground.say({ chat, as: 'lin', text: '天气如何', mention: true });
  const command = await playground.say({ chat, as: 'wei', text: '@言桥 /pause' });
  await playground.say({ chat, as: 'admin', text: '/whoami@yanqiao' });
  const told = () => answersIn(playground, chat).then(all => all.filter(({ state }) => state === 'done'));
  await eventually('all answers', async () => (await told()).length === 4);
  const answers = await told();
  expect(answers.find(({ replyTo }) => replyTo === question)?.text).toBe('晴。');
  expect(answers.find(({ replyTo }) => replyTo === command)?.text).toContain('管理员');
});

test('who asks to be forgotten leaves nothing on any screen, nor in Redis; the chat stays', async () => {
  town = await openTown({ settings });
  town.ernie.reply(() => '蓝色的答案。');
  await town.startBot();
  const { playground, redis } = await lookAt(town);
  await playground.chats();
  const said = ['红色的鲸鱼', '绿色的鲸鱼'];
  for (const [index, text] of said.entries()) {
    const chat = ['ada', 'tea-room'][index] ?? '';
    const id = await playground.say({ chat, as: 'ada', text, mention: true });
    await eventually('an answer', async () =>
      (await answersIn(playground, chat)).some(({ replyTo, state }) => replyTo === id && state === 'done'),
    );
  }
  await playground.say({ chat: 'tea-room', as: 'lin', text: '黄色的老虎' });
  const order = await playground.say({ chat: 'ada', as: 'ada', text: '/forget-me confirm' });
  await eventually('the word that it is done', async () =>
    (await answersIn(playground, 'ada')).some(({ replyTo }) => replyTo === order),
  );
  expect(await keysThatHold(redis, town.prefix, ...said, '蓝色的答案')).toEqual([]);
  const rest = (await playground.messages('tea-room')).filter(({ from }) => from !== 'bot');
  expect(rest.map(({ text }) => text)).toEqual(['黄色的老虎']);
});
