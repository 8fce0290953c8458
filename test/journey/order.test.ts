import { afterEach, expect, test } from 'vitest';
import { mostWithin } from '../../bench/most-within.ts';
import { watchStalls } from '../../bench/support/stalls.ts';
import { eventually } from '../support/eventually.ts';
import { sentences } from './answers.ts';
import { openTown, questionOf, type Town } from './town.ts';

let town: Town;
afterEach(() => town.close());

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

test('messages of a chat are answered one by one, in order, each once, over several processes', async () => {
  town = await openTown({ ernie: { chunkMs: 5 } });
  town.ernie.reply(prompt => `答${questionOf(prompt)}。`);
  await Promise.all([town.startBot(), town.startBot()]);
  const people = numbers(5).map(() => town.telegram.person());
  town.telegram.duplicateUpdates(20);
  for (const n of numbers(6))
    for (const person of people) town.telegram.say(town.telegram.direct(person), person, `问${n}`);
  for (const person of people) {
    const chat = town.telegram.direct(person);
    const texts = await town.finished(chat, 6, 40_000);
    expect(texts).toEqual(numbers(6).map(n => `答问${n}。`));
  }
  expect(town.ernie.calls).toHaveLength(30);
  const histories = town.ernie.calls.map(({ body }) => (body as { messages: unknown[] }).messages.length);
  expect(histories.sort((a, b) => a - b)).toEqual(numbers(6).flatMap(n => people.map(() => 2 * n - 1)));
});

test('a chat with a long backlog does not make the others wait for it', async () => {
  town = await openTown({ ernie: { chunkMs: 5 }, settings: { MODEL_QPS: '10', CHAT_QUEUE_LIMIT: '1000' } });
  town.ernie.reply(prompt => `答${questionOf(prompt)}。`);
  await town.startBot();
  const noisy = town.telegram.person();
  for (const n of numbers(60)) town.telegram.say(town.telegram.direct(noisy), noisy, `吵${n}`);
  await town.finished(town.telegram.direct(noisy), 2);
  const quiet = numbers(5).map(() => town.telegram.person());
  for (const person of quiet) town.telegram.say(town.telegram.direct(person), person, '安静');
  for (const person of quiet) await town.finished(town.telegram.direct(person), 1);
  const asked = town.ernie.calls.map(({ body }) => questionOf(body as Parameters<typeof questionOf>[0]));
  const beforeTheLast = asked.slice(0, asked.lastIndexOf('安静'));
  expect(beforeTheLast.filter(question => question.startsWith('吵')).length).toBeLessThan(30);
});

test('four processes never begin more than MODEL_QPS calls in any second, as the server sees it', async () => {
  town = await openTown({ ernie: { chunkMs: 5, qps: 5 }, settings: { MODEL_QPS: '5' } });
  town.ernie.reply(() => '好。');
  await Promise.all(numbers(4).map(() => town.startBot()));
  const play = async () => {
    const before = town.ernie.calls.length;
    const seenLateMs = watchStalls();
    const people = numbers(30).map(() => town.telegram.person());
    for (const person of people) town.telegram.say(town.telegram.direct(person), person, '问');
    for (const person of people)
      expect(await town.finished(town.telegram.direct(person), 1, 40_000)).toEqual(['好。']);
    const windowMs = 1000 - seenLateMs();
    const times = town.ernie.calls.slice(before).map(({ time }) => time);
    return { windowMs, times: times.sort((a, b) => a - b) };
  };
  // Who stood still for half a second has seen nothing that can be judged: it is played again then.
  let played = await play();
  for (let again = 0; played.windowMs <= 0 && again < 4; again += 1) played = await play();
  expect(played.windowMs).toBeGreaterThan(0);
  expect(mostWithin(played.times, played.windowMs)).toBeLessThanOrEqual(5);
}, 180_000);

test('the message after the last that may wait is told so at once', async () => {
  town = await openTown({ ernie: { chunkMs: 300 }, settings: { CHAT_QUEUE_LIMIT: '2' } });
  town.ernie.reply(() => sentences(200));
  await town.startBot();
  const person = town.telegram.person();
  const chat = town.telegram.direct(person);
  for (const n of numbers(4)) town.telegram.say(chat, person, `问${n}`);
  await eventually('the refusal', () =>
    town.replies(chat).some(({ text }) => text.includes('2 条消息在等待')),
  );
});
