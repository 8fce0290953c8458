import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { echo } from './answers.ts';
import type { BotProcess } from './bot-process.ts';
import { lookInto } from './kept.ts';
import { ownTown } from './own-town.ts';
import { openTown, questionOf, type Town } from './town.ts';

/** The process that makes an answer now. */
const busy = (town: Town) =>
  town.bots.find(bot => {
    const started = bot.log.filter(({ event }) => event === 'turn.started').length;
    const ended = bot.log.filter(({ event }) => event === 'turn.settled').length;
    return started > ended && bot.child.exitCode === null && bot.child.signalCode === null;
  });

const long = Array.from({ length: 30 }, (_, i) => `第${i + 1}句话。`).join('');

async function halfAnswered(town: Town, chat: { id: number }): Promise<BotProcess> {
  await eventually('a growing reply', () => {
    const [reply] = town.replies(chat);
    // Before the first edit its id may not be noted yet: whoever is killed then leaves the message twice.
    return reply && reply.edits.length > 1 && reply.text.includes('第2句话。');
  });
  return eventually('the busy process', () => busy(town));
}

// These two wait for a lock to end, beside each other.
test.concurrent('a process killed in mid-answer: another finishes the same message within 30 seconds', async context => {
  const town = await ownTown(context, openTown({ ernie: { chunkMs: 150 } }));
  town.ernie.reply(() => long);
  await town.startBot();
  await town.startBot();
  const chat = town.telegram.direct(town.telegram.person());
  town.telegram.say(chat, town.telegram.person({ id: chat.id }), '说一段长的');
  const worker = await halfAnswered(town, chat);
  const before = town.replies(chat);
  worker.kill('SIGKILL');
  const texts = await town.finished(chat, 1, 30_000);
  expect(texts).toEqual([long]);
  expect(town.replies(chat).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  const lengths = town.replies(chat)[0]?.edits.map(({ text }) => text.length) ?? [];
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
});

test.concurrent('a process stopped past its lock and resumed writes nothing any more', async context => {
  const town = await ownTown(context, openTown({ ernie: { chunkMs: 150 } }));
  town.ernie.reply(() => long);
  await town.startBot();
  await town.startBot();
  const chat = town.telegram.direct(town.telegram.person());
  town.telegram.say(chat, town.telegram.person({ id: chat.id }), '说一段长的');
  const worker = await halfAnswered(town, chat);
  worker.kill('SIGSTOP');
  expect(await town.finished(chat, 1, 30_000)).toEqual([long]);
  const states = town.replies(chat)[0]?.edits.length;
  worker.kill('SIGCONT');
  await eventually('the resumed process to notice', () => worker.logged('turn.superseded'));
  expect(town.replies(chat)).toHaveLength(1);
  expect(town.replies(chat)[0]?.edits.length).toBe(states);
});

test('a process that is told to stop hands its work over, exits with 0 and loses nothing', async context => {
  const town = await ownTown(
    context,
    openTown({ ernie: { chunkMs: 150 }, settings: { SHUTDOWN_GRACE_MS: '300' } }),
  );
  town.ernie.reply(() => long);
  await town.startBot();
  await town.startBot();
  const chat = town.telegram.direct(town.telegram.person());
  town.telegram.say(chat, town.telegram.person({ id: chat.id }), '说一段长的');
  const worker = await halfAnswered(town, chat);
  worker.kill('SIGTERM');
  expect(await worker.ended()).toBe(0);
  expect(worker.logged('turn.handed-back')).toBeDefined();
  expect(await town.finished(chat, 1)).toEqual([long]);
  expect(town.replies(chat)).toHaveLength(1);
});

test('a stop with a long grace lets the running answer finish', async context => {
  const town = await ownTown(context, openTown({ ernie: { chunkMs: 100 } }));
  town.ernie.reply(() => long);
  const bot = await town.startBot();
  const chat = town.telegram.direct(town.telegram.person());
  town.telegram.say(chat, town.telegram.person({ id: chat.id }), '说一段长的');
  await halfAnswered(town, chat);
  bot.kill('SIGTERM');
  expect(await bot.ended()).toBe(0);
  expect(town.replies(chat).map(({ text }) => text)).toEqual([long]);
});

test('a group that becomes a supergroup while its answer waits for another process gets it once, and in order', async context => {
  const town = await ownTown(context, openTown({ ernie: { chunkMs: 150 } }));
  town.ernie.reply(prompt => (questionOf(prompt).endsWith('一') ? long : echo(prompt)));
  const killed = await town.startBot();
  const group = town.telegram.group({ title: '升级' });
  const li = town.telegram.person();
  town.telegram.join(group, li);
  town.telegram.say(group, li, '@yanqiao_bot 一');
  await halfAnswered(town, group);
  killed.kill('SIGKILL');
  town.telegram.say(group, li, '@yanqiao_bot 二');
  const upgraded = town.telegram.migrate(group);
  town.telegram.say(upgraded, li, '@yanqiao_bot 三');
  await town.startBot();
  const [first, ...others] = await town.finished(upgraded, 3, 40_000);
  expect(first).toBe(long);
  expect(others.map(text => text.at(-1))).toEqual(['二', '三']);
  expect(town.replies(upgraded)).toHaveLength(3);
  await lookInto(town).settled(`telegram:${upgraded.id}`);
  expect(await town.redis.llen(town.keys.history(`telegram:${upgraded.id}`))).toBe(3);
});
