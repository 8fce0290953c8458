import { afterAll, describe, expect, test } from 'vitest';
import { inFlight } from '../../bench/support/in-flight.ts';
import { faults } from '../../simulators/ernie/faults.ts';
import { simulatedKeys } from '../../simulators/ernie/index.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { type End, faultEnds } from './fault-ends.ts';
import { openTown, questionOf, type Town } from './town.ts';

const words = wordingFor('zh-CN');
const ever = Number.POSITIVE_INFINITY;

const towns: Town[] = [];
afterAll(async () => {
  for (const town of towns) await town.close();
});

/** A town whose bot soon notices silence, and tries a call twice. */
async function openImpatientTown(provider: 'ernie' | 'qianfan'): Promise<Town> {
  const town = await openTown({
    settings: {
      MODEL_PROVIDER: provider,
      // Twice what a machine under load stands still, and less than the shortest silence among the faults.
      MODEL_FIRST_BYTE_TIMEOUT_MS: '2000',
      MODEL_IDLE_TIMEOUT_MS: '2000',
      MODEL_RETRY_ATTEMPTS: '2',
    },
  });
  towns.push(town);
  town.ernie.reply(inSentences);
  await town.startBot({
    QIANFAN_BASE_URL: `${town.ernie.url}/v2`,
    QIANFAN_API_KEY: simulatedKeys.qianfanKey,
  });
  return town;
}

const sentencesTo = (question: string) => Array.from({ length: 10 }, (_, i) => `${question}，答${i + 1}。`);

/** The model's answer; where it is to go on, the rest of it. */
function inSentences(prompt: Parameters<typeof questionOf>[0]): string {
  const [question, said] = prompt.messages.slice(-3).map(({ content }) => content ?? '');
  if (question === undefined || said === undefined || questionOf(prompt) !== words.goOn) {
    return sentencesTo(questionOf(prompt)).join('');
  }
  return sentencesTo(question).join('').slice(said.length);
}

/** What a text on the screen is; the text itself where it is nothing that may stand there. */
function endOf(text: string, question: string): End | string {
  const sentences = sentencesTo(question);
  if (text === sentences.join('')) return 'whole';
  if (text === `${sentences.slice(0, 8).join('')}\n\n${words.truncated}`) return 'short';
  if (text === sentences.toSpliced(5, 1).join('')) return 'gap';
  if (text === words.cleared) return 'cleared';
  if (text === `${sentences.join('')}\n\n${words.clearedBelow}`) return 'closed';
  const beginnings = sentences.map((_, i) => `${sentences.slice(0, i + 1).join('')}\n\n${words.cut}`);
  if (beginnings.includes(text)) return 'cut';
  return Object.entries(words.failure).find(([, failure]) => failure === text)?.[0] ?? text;
}

/** Somebody asks, and asks again. @returns how the first answer ended, and what was wrong after it */
async function askTwice(town: Town, question: string, between = () => {}): Promise<string> {
  const person = town.telegram.person();
  const chat = town.telegram.direct(person);
  town.telegram.say(chat, person, question);
  const [first = ''] = await town.finished(chat, 1, 60_000);
  const end = endOf(first, question);
  between();

  const next = `再问${person.id}`;
  town.telegram.say(chat, person, next);
  const texts = await town.finished(chat, 2, 20_000);
  if (endOf(texts[1] ?? '', next) !== 'whole') return `${end}, then: ${texts[1]}`;
  if (texts[0] !== first) return `${end}, and later: ${texts[0]}`;
  const messages = town.replies(chat).length;
  if (messages !== 2) return `${end}, in ${messages} messages`;

  const call = town.ernie.calls.find(({ body }) => questionOf(body as never) === next);
  const seen = (call?.body as { messages: unknown[] } | undefined)?.messages.length;
  const remembered = ['whole', 'short', 'gap'].includes(end);
  return seen === (remembered ? 3 : 1) ? end : `${end}, and ${seen} messages in the next prompt`;
}

/** What of the work that is done still stands in Redis. */
async function leftovers(town: Town): Promise<string[]> {
  const keys = await town.redis.keys(`${town.prefix}:*`);
  return keys.filter(key =>
    /:(pending|mailbox:|questions:|reply:|permits:\w+:line|queue:turns:(de:|\d))/.test(key),
  );
}

test('it is decided of every fault how its answer ends', () => {
  expect(Object.keys(faultEnds.ernie).sort()).toEqual(Object.keys(faults).sort());
});

describe.concurrent('ends in a whole answer or in the right words, once, and the conversation goes on', () => {
  test.each(['ernie', 'qianfan'] as const)(
    'whatever goes wrong with a call, of %s',
    async provider => {
      const town = await openImpatientTown(provider);
      const wanted = Object.entries(faultEnds[provider]).filter(([name]) => {
        const only = faults[name]?.only;
        return !name.startsWith('token-') && (only === undefined || only === provider);
      });
      const found: Record<string, { once: string; always: string }> = {};
      const jobs = ([name]: (typeof wanted)[number]) => {
        const ends = { once: '', always: '' };
        found[name] = ends;
        return (
          [
            ['once', 1],
            ['always', ever],
          ] as const
        ).map(([when, times]) => async () => {
          const question = `「${name}」${when}`;
          town.ernie.fault(name, times, question);
          ends[when] = await askTwice(town, question).catch(String);
        });
      };
      // Who waits for the vendor's next minute does so beside the others. Of those a few at a time: what people see of
      // a broken answer depends on the edits that Telegram bears.
      const waiting = wanted.filter(([, { always }]) => always === 'minute-rate').flatMap(jobs);
      const others = wanted.filter(([, { always }]) => always !== 'minute-rate').flatMap(jobs);
      const inTheirTurn = inFlight(others.length, 8, async number => others[number]?.());
      await Promise.all([...waiting.map(job => job()), inTheirTurn]);
      expect(found).toEqual(Object.fromEntries(wanted));
      await eventually('all work to be put away', async () => (await leftovers(town)).length === 0, 5_000);
    },
    120_000,
  );

  test('whatever goes wrong with the access token', async () => {
    const town = await openImpatientTown('ernie');
    const wanted = Object.entries(faultEnds.ernie).filter(([name]) => name.startsWith('token-'));
    const found: Record<string, { once: string; always: string }> = {};
    const meet = async (name: string, times: number) => {
      // A new token is only asked for when the old one is refused.
      if (faults[name]?.only === 'token') town.ernie.fault('token-expired');
      town.ernie.fault(name, times);
      return askTwice(town, `「${name}」${times}`, () => town.ernie.clearFaults());
    };
    for (const [name] of wanted) found[name] = { once: await meet(name, 1), always: await meet(name, ever) };
    expect(found).toEqual(Object.fromEntries(wanted));
    await eventually('all work to be put away', async () => (await leftovers(town)).length === 0, 5_000);
  }, 120_000);
});
