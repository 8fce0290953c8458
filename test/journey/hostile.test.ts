import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatScope } from '../../adapters/telegram/send/pace.ts';
import type { Fault } from '../../simulators/telegram/faults.ts';
import { errandQueueName } from '../../src/dispatch/errands.ts';
import type { Errand } from '../../src/errand.ts';
import { eventually } from '../support/eventually.ts';
import { sentences } from './answers.ts';
import { openTown, questionOf, type Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown({ ernie: { chunkMs: 1500 } });
  town.ernie.reply(prompt => answerTo(questionOf(prompt)));
  await town.startBot({ MODEL_FIRST_BYTE_TIMEOUT_MS: '5000' });
});
afterAll(() => town.close());

/**
 * Long enough for edits while it grows; or so short that its only edit is the last one, since what follows the last
 * pause is not shown before the end.
 */
const answerTo = (question: string) => (question.includes('长') ? sentences(5) : `${sentences(1)}完`);

/** Which write of an answer is struck, and the question that has such a write. */
const stages = {
  'the first send': { method: 'sendMessage', question: '长', isGrowing: true },
  'an edit of a growing text': { method: 'editMessageText', question: '长', isGrowing: true },
  'the last edit': { method: 'editMessageText', question: '短', isGrowing: false },
} as const;

/** After these the last state lands, in one message. */
const moods: Record<string, Fault> = {
  'a 429': { kind: 'too-many-requests', retryAfter: 2 },
  'a server error': { kind: 'server-error' },
  'a bad gateway': { kind: 'bad-gateway' },
  'a reset': { kind: 'reset' },
  'a lost answer': { kind: 'lost-answer' },
  'a slow answer': { kind: 'slow', ms: 1500 },
  'a refusal of the markup': { kind: 'bad-request', description: "can't parse entities: unclosed tag" },
  'a refusal that nobody knows': { kind: 'bad-request', description: 'ENTITY_BOUNDS_INVALID' },
  'a refused token': { kind: 'unauthorized' },
};

/** Somebody with a chat, whose conversation goes on as it should. */
function somebody() {
  const person = town.telegram.person();
  const chat = town.telegram.direct(person);
  const texts = () => town.replies(chat).map(({ text }) => text);
  const settled = () =>
    (town.bots[0]?.log ?? []).filter(
      ({ event, conversation }) => event === 'turn.settled' && conversation === `telegram:${chat.id}`,
    ).length;
  return {
    person,
    chat,
    texts,
    ask: (question: string) => town.telegram.say(chat, person, question),
    settles: (count: number) => eventually(`turn ${count} to end`, () => settled() >= count),
    async goesOn(after: readonly string[]) {
      town.telegram.say(chat, person, '短');
      await town.finished(chat, after.length + 1);
      expect(texts()).toEqual([...after, answerTo('短')]);
    },
  };
}

/** Lets the time pass that Telegram asked for: a chat may be written to again, and what waits for that is due. */
async function endPause(chat: { id: number }): Promise<void> {
  const { redis, keys } = town;
  const queue = new Queue<Errand>(errandQueueName, { connection: redis, prefix: keys.queues });
  const [job] = (await queue.getDelayed()).filter(
    ({ data }) => data.kind === 'last-state' && data.target.chat.id === String(chat.id),
  );
  expect(job?.delay).toBeGreaterThan(60_000);
  expect(await redis.del(keys.writeBlock(chatScope(String(chat.id))))).toBe(1);
  await job?.promote();
  await queue.close();
}

describe.concurrent('the last state lands, once, and the conversation goes on', () => {
  test('a 429 for longer than anybody would wait: the conversation goes on, and the last state comes when it may', async () => {
    const { person, chat, ask, texts, settles } = somebody();
    const group = town.telegram.group({ title: '慢', supergroup: true });
    town.telegram.join(group, person);
    town.telegram.fault({
      kind: 'too-many-requests',
      retryAfter: 62,
      method: 'editMessageText',
      chat: chat.id,
    });
    ask('短');
    await settles(1);
    expect(town.replies(chat)[0]?.keyboard).not.toEqual([]);
    // Another chat of the same person is not held up.
    town.telegram.say(group, person, '@yanqiao_bot 短');
    expect(await town.finished(group, 1)).toEqual([answerTo('短')]);
    await endPause(chat);
    await town.finished(chat, 1);
    expect(texts()).toEqual([answerTo('短')]);
  });

  const cases = Object.keys(moods).flatMap(mood => Object.keys(stages).map(stage => [mood, stage] as const));
  test.each(cases)('%s at %s', async (mood, stage) => {
    const { method, question, isGrowing } = stages[stage as keyof typeof stages];
    /** @returns whether the write that was struck grew; undefined where there was none */
    const play = async () => {
      const { chat, ask, texts, goesOn } = somebody();
      town.telegram.fault({ ...(moods[mood] as Fault), method, chat: chat.id });
      ask(question);
      await town.finished(chat, 1, 30_000);
      expect(texts()).toEqual([answerTo(question)]);

      const struck = town.telegram.calls.find(call => call.chat === chat.id && call.method === method);
      if (struck && mood !== 'a slow answer') expect(struck.outcome).not.toBe('ok');
      await goesOn([answerTo(question)]);
      return struck && 'reply_markup' in struck.parameters;
    };
    // On a machine that stands still another write may come first, or this one not at all: it is played again then.
    let grew = await play();
    for (let again = 0; grew !== isGrowing && again < 3; again += 1) grew = await play();
    expect(grew).toBe(isGrowing);
  });

  test.each(['长', '短'])(
    'a message that a person deletes while it grows comes again: %s',
    async question => {
      const { chat, ask, texts, goesOn } = somebody();
      ask(question);
      const growing = await eventually('a growing reply', () => town.replies(chat)[0]);
      town.telegram.deleteMessage(chat, growing.id);
      await town.finished(chat, 1);
      expect(texts()).toEqual([answerTo(question)]);
      await goesOn([answerTo(question)]);
    },
  );

  test('a topic that is deleted meanwhile: the answer comes beside it', async () => {
    const person = town.telegram.person();
    const forum = town.telegram.group({ title: '论坛', topics: true });
    town.telegram.join(forum, person);
    const topic = town.telegram.topic(forum, person, '天气');
    town.telegram.say(forum, person, '@yanqiao_bot 短', { topic });
    town.telegram.deleteMessage(forum, topic);
    expect(await town.finished(forum, 1)).toEqual([answerTo('短')]);
  });
});

describe.concurrent('who blocks the bot is written to no more, and is answered again after unblocking', () => {
  test('before the first word', async () => {
    const { person, ask, settles, texts, goesOn } = somebody();
    const question = `长 ${person.id}`;
    ask(question);
    // Who leaves before has taken the question back.
    await eventually('the model to be asked', () =>
      town.ernie.calls.some(({ body }) => questionOf(body as Parameters<typeof questionOf>[0]) === question),
    );
    town.telegram.block(person);
    await settles(1);
    expect(texts()).toEqual([]);
    town.telegram.unblock(person);
    await goesOn([]);
  });

  test.each(['长', '短'])('while the answer grows: %s', async question => {
    const { person, chat, ask, settles, texts } = somebody();
    ask(question);
    await eventually('a growing reply', () => town.replies(chat)[0]);
    town.telegram.block(person);
    await settles(1);
    const left = texts();
    expect(left).toHaveLength(1);
    town.telegram.unblock(person);
    ask('短');
    await settles(2);
    expect(texts()).toEqual([...left, answerTo('短')]);
  });
});
