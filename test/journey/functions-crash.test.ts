import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type FunctionsTown, openFunctionsTown } from './functions-town.ts';

let town: FunctionsTown;
beforeAll(async () => {
  town = await openFunctionsTown();
});
afterAll(() => town.close());

test('a process killed while a function runs: another finishes the same message, and the history has it once', async () => {
  const person = town.telegram.person();
  const chat = town.telegram.direct(person);
  const replies = () => town.telegram.messages(chat).filter(({ byBot }) => byBot);
  const finished = (count: number) =>
    eventually(
      `${count} answers`,
      () => {
        const done = replies().filter(({ keyboard }) => keyboard.length === 0);
        return done.length === count && done;
      },
      30_000,
    );
  const tell = town.places.hold('上海');
  const first = await town.startBot();
  town.telegram.say(chat, person, '天气 #call=get_current_weather {"location":"上海"}');
  await eventually('the label', () => replies()[0]?.text === '正在查询天气…');
  const [growing] = replies();
  const note = town.keys.reply(`telegram:${person.id}`);
  // Before that a kill may leave the message twice.
  await eventually('the note of its id', async () =>
    Object.values(await town.redis.hgetall(note)).some(value => value.includes(`${growing?.id}`)),
  );
  first.kill('SIGKILL');
  await first.ended();
  await town.startBot();
  await eventually('the function to run again', () => town.places.asked.length === 2, 30_000);
  tell();
  expect(await finished(1)).toMatchObject([{ id: growing?.id }]);
  expect(replies()).toHaveLength(1);
  expect(replies()[0]?.text).toContain('查询结果：{"temperature":25');

  town.telegram.say(chat, person, '再说说');
  await finished(2);
  const last = town.ernie.calls.at(-1)?.body as { messages: { role: string; content: string }[] };
  expect(last.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(last.messages[1]?.content).toContain('temperature');
});
