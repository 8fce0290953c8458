import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulatedKeys } from '../../simulators/ernie/index.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import type { BotProcess } from './bot-process.ts';
import { openTown, type Town } from './town.ts';

const { model: words, functions } = wordingFor('zh-CN').commands;

let town: Town;
let worker: BotProcess;

/** Each may everything, in a direct chat of their own. */
const admins = [4711, 4712, 4713, 4714, 4715];

/** Commands are typed where messages come in, and run where answers are made: two processes here. */
beforeAll(async () => {
  const settings = {
    ADMINS: admins.map(id => `telegram:${id}`).join(','),
    MODEL_PRICES: 'ernie/completions_pro=1000/2000',
  };
  town = await openTown({ ernie: { chunkMs: 5 }, settings });
  const qianfan = { QIANFAN_API_KEY: simulatedKeys.qianfanKey, QIANFAN_BASE_URL: `${town.ernie.url}/v2` };
  [worker] = await Promise.all([
    town.startBot({ ...qianfan, ROLES: 'worker', FUNCTIONS: 'time,calculate' }),
    town.startBot({ ...qianfan, ROLES: 'intake' }),
  ]);
  town.ernie.reply(() => '好。');
});
afterAll(() => town.close());

/** What the bot answers in a chat that nobody has written in. */
function openChat(): (text: string) => Promise<string> {
  const id = admins.shift();
  if (id === undefined) throw new Error('Too few admins.');
  const admin = town.telegram.person({ id });
  const chat = town.telegram.direct(admin);
  return async text => {
    const message = town.telegram.say(chat, admin, text);
    const answer = await eventually('the answer', () =>
      town.replies(chat).find(({ replyTo, keyboard }) => replyTo === message && keyboard.length === 0),
    );
    return answer.text;
  };
}

/** What the vendor heard last. */
function lastCall(): { readonly model?: string; readonly tools?: unknown } {
  return (town.ernie.calls.at(-1)?.body ?? {}) as ReturnType<typeof lastCall>;
}

/** Its name; V1 has it in the address. */
const lastCalled = () => lastCall().model ?? 'ernie';

const plain = (markdown: string) => markdown.replaceAll('`', '');

test('a chat that an admin gave the other provider is answered by it, the other chat is not', async () => {
  const [chosen, other] = [openChat(), openChat()];
  expect(await chosen('/model')).toContain(
    plain(words.shown({ answers: 'qianfan/ernie-5.1', isDefault: true })),
  );
  expect(await chosen('/model ernie')).toBe(plain(words.set('ernie/completions_pro', false)));
  await chosen('在吗');
  expect(lastCalled()).toBe('ernie');
  await other('在吗');
  expect(lastCalled()).toBe('ernie-5.1');

  await chosen('/model qianfan/ernie-4.5-turbo-32k');
  await chosen('在吗');
  expect(lastCalled()).toBe('ernie-4.5-turbo-32k');
  await chosen('/model default');
  await chosen('在吗');
  expect(lastCalled()).toBe('ernie-5.1');
});

test('functions are listed by who calls them, taken from one chat and given back', async () => {
  const chat = openChat();
  const offered = () => lastCall().tools !== undefined;
  expect(await chat('/functions')).toContain('calculate');
  await chat('在吗');
  expect(offered()).toBe(true);
  expect(await chat('/functions off')).toBe(functions.off);
  await chat('在吗');
  expect(offered()).toBe(false);
  expect(await chat('/functions 打开')).toContain('calculate');
  await chat('在吗');
  expect(offered()).toBe(true);
});

test('what a chat used is told with calls, tokens and money, and by model to admins', async () => {
  const chat = openChat();
  await chat('/model ernie');
  await chat('在吗');
  const counted = /你[\s\S]*1 次回答，1 次调用，[\d,]+ 个 token（输入 [\d,]+，输出 [\d,]+），约 ¥\d/;
  // An answer is on the screen a moment before it is counted.
  await eventually('it to be counted', async () => counted.test(await chat('/usage')));
  const stats = await chat('/stats');
  expect(stats).toMatch(/ernie\/completions_pro\s+.*次调用，.*约 ¥\d/);
  expect(stats).toMatch(/qianfan\/ernie-5\.1\s+.*次调用/);
  expect(stats).toMatch(/ernie：每秒 \d+\/100 次/);
});

test('a model that is no longer configured gives way to the default', async () => {
  const chat = openChat();
  await chat('/model qianfan/ernie-4.5-turbo-32k');
  worker.kill('SIGTERM');
  await worker.ended();
  await town.startBot({ ROLES: 'worker' });
  await chat('在吗');
  expect(lastCalled()).toBe('ernie');
  const answers = 'ernie/completions_pro';
  const lost = 'qianfan/ernie-4.5-turbo-32k';
  expect(await chat('/model')).toContain(plain(words.shown({ answers, isDefault: false, lost })));
});
