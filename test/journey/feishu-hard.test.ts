import { afterEach, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type FeishuTown, isOver, openFeishuTown } from './feishu-town.ts';

let town: FeishuTown;
afterEach(() => town.close());

const sentences = (count: number) => Array.from({ length: count }, (_, i) => `这是第${i + 1}句话。`).join('');
/** Somebody asks directly. */
function ask(text = '说一段长的') {
  const person = town.feishu.person();
  const chat = town.feishu.direct(person);
  return { chat, person, asked: town.feishu.say(chat, person, text) };
}
const refusals = () =>
  town.feishu.calls.filter(({ outcome }) => outcome === 'refused').map(({ api, code }) => `${api} ${code}`);

test('an answer of 120,000 characters arrives whole', async () => {
  town = await openFeishuTown({ ernie: { chunkMs: 0 } });
  const text = sentences(12_000);
  town.ernie.reply(() => text);
  await town.startBot();
  const { chat, asked } = ask();
  await eventually('the end', () => town.replies(chat).at(-1)?.text.includes('第12000句'), 50_000);
  await eventually('all closed', () => town.replies(chat).every(isOver));
  const cards = town.replies(chat);
  expect(cards[0]?.replyTo).toBe(asked);
  expect(cards.map(card => card.text).join('')).toBe(text);
  expect(cards.flatMap(({ buttons }) => buttons)).toHaveLength(2);
  expect(refusals()).toEqual([]);
});

test('a process killed in mid-card: another goes on with the same card', async () => {
  town = await openFeishuTown({ ernie: { chunkMs: 150 } });
  const text = sentences(30);
  town.ernie.reply(() => text);
  await Promise.all([town.startBot(), town.startBot()]);
  const { chat, asked } = ask();
  const growing = await eventually('a growing card', () =>
    town.replies(chat).find(card => card.text.includes('第2句话。')),
  );
  const worker = await eventually('the busy process', () =>
    town.bots.find(bot => bot.logged('turn.started')),
  );
  worker.kill('SIGKILL');
  const answer = await town.answerTo(chat, asked, 30_000);
  expect(answer.text).toBe(text);
  expect(town.replies(chat).map(({ id }) => id)).toEqual([growing.id]);
  expect(answer.cardId).toBe(growing.cardId);
  const lengths = answer.states.map(state => state.text.length);
  expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
});

test('a hundred answers at once stay within the budgets and all end closed', async () => {
  town = await openFeishuTown({ ernie: { chunkMs: 100 }, settings: { MODEL_QPS: '500' } });
  const text = sentences(40);
  town.ernie.reply(() => text);
  await Promise.all([town.startBot(), town.startBot()]);
  const asked = Array.from({ length: 100 }, () => ask());
  await Promise.all(asked.map(({ chat, asked: question }) => town.answerTo(chat, question, 50_000)));
  for (const { chat } of asked) {
    expect(town.replies(chat).map(card => card.text)).toEqual([text]);
    expect(town.replies(chat)[0]?.summary).toMatch(/^这是第1句话。/);
  }
  // Without budgets most are refused; where the machine stands still for a moment, calls of two seconds arrive in one.
  expect(refusals().length).toBeLessThan(10);
  expect(town.feishu.calls.filter(({ api }) => api === 'token')).toHaveLength(1);
});

test('without the permission for cards that stream, a card is patched; without that one too, one message comes', async () => {
  town = await openFeishuTown({ ernie: { chunkMs: 100 } });
  const text = sentences(20);
  town.ernie.reply(() => text);
  town.feishu.missingScopes('cardkit:card:write');
  const bot = await town.startBot();
  const patched = ask();
  const card = await town.answerTo(patched.chat, patched.asked);
  expect(card.text).toBe(text);
  expect(card.states.length).toBeGreaterThan(2);
  expect(await eventually('the log', () => bot.logged('platform.simpler'))).toMatchObject({
    form: 'patch',
    why: 'the permission cardkit:card:write is missing',
  });
  town.feishu.missingScopes('cardkit:card:write', 'im:message', 'im:message:update');
  for (const { chat, asked } of [ask(), ask()]) {
    const post = await town.answerTo(chat, asked);
    expect(post).toMatchObject({ kind: 'post', text });
    expect(town.replies(chat)).toHaveLength(1);
  }
});

test('a connection that is cut is opened again, and what was said meanwhile is answered', async () => {
  town = await openFeishuTown();
  town.ernie.reply(() => '在。');
  await town.startBot();
  town.feishu.dropConnections();
  const { chat, asked } = ask('在吗');
  expect((await town.answerTo(chat, asked)).text).toBe('在。');
});

test('Feishu may call us in place of the long connection', async () => {
  const keys = { encryptKey: 'an encrypt key', verificationToken: 'a token' };
  town = await openFeishuTown({
    feishu: keys,
    settings: {
      FEISHU_MODE: 'webhook',
      FEISHU_ENCRYPT_KEY: keys.encryptKey,
      FEISHU_VERIFICATION_TOKEN: keys.verificationToken,
    },
  });
  town.ernie.reply(() => '在。');
  const bot = await town.startBot();
  const address = `http://127.0.0.1:${bot.port}/webhooks/feishu`;
  town.feishu.deliverTo(address);
  expect(await town.feishu.challenge()).toBe(true);
  const { chat, asked } = ask('在吗');
  expect((await town.answerTo(chat, asked)).text).toBe('在。');
  const forged = await fetch(address, { method: 'POST', body: '{"schema":"2.0","header":{},"event":{}}' });
  expect(forged.status).toBe(401);
});

test('two processes share the connections, and each message is answered once', async () => {
  town = await openFeishuTown();
  town.ernie.reply(() => '好。');
  const [first] = await Promise.all([town.startBot(), town.startBot()]);
  expect(town.feishu.connections()).toBe(2);
  town.feishu.duplicateEvents(10);
  const questions = Array.from({ length: 10 }, () => ask());
  for (const { chat, asked } of questions) {
    await town.answerTo(chat, asked);
    expect(town.replies(chat)).toHaveLength(1);
  }
  first.kill('SIGTERM');
  expect(await first.ended()).toBe(0);
  const { chat, asked } = ask();
  await town.answerTo(chat, asked);
});
