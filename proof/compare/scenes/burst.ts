import type { Call } from '../../../simulators/ernie/index.ts';
import type { Scene } from '../scene.ts';
import { outOfOrder } from '../seen/order.ts';
import { promptOf, questionOf } from '../seen/prompt.ts';
import { hasWholeHistory } from '../seen/rounds.ts';
import { mostAtOnce } from '../seen/spans.ts';
import { openStage, type PrivateChat } from '../stage.ts';
import { eachWithin } from '../within.ts';

const chatsAsking = { small: 2, full: 6 } as const;
const burstOf = 5;
const limitMs = 120_000;
const numbers = Array.from({ length: burstOf }, (_, index) => index + 1);
const questionIn = (chat: PrivateChat, number: number) => `#${chat.id}-${number} 你好`;
/** Later questions have shorter answers, as it comes. */
const answerTo = (question: string) => {
  const number = Number(/-(\d)/.exec(question)?.[1]);
  return `${question}：${'这是一句。'.repeat(burstOf - number)}说完了。`;
};

/** Five messages at once in one chat, as people write who do not wait; several chats, two processes. */
export const burst: Scene = async entry => {
  const stage = await openStage(entry, { ernie: { chunkMs: 200 }, qps: 50 });
  stage.ernie.reply(({ messages }) => answerTo(messages.at(-1)?.content ?? ''));
  await stage.startAll(2);
  const chats = Array.from({ length: chatsAsking[entry.size] }, () => stage.newChat());
  for (const number of numbers) for (const chat of chats) chat.ask(questionIn(chat, number));
  await eachWithin(limitMs, chats, chat => answersIn(chat).length >= burstOf);

  const callsOf = (chat: PrivateChat) =>
    stage.ernie.calls.filter(
      call => call.outcome === 'ok' && questionOf(call).startsWith(questionIn(chat, 1).slice(0, -4)),
    );
  const count = chats.length * burstOf;
  const rightHistories = chats.flatMap(chat => callsOf(chat).filter(call => knowsAll(chat, call))).length;
  return [
    {
      what: 'answered',
      value: chats.flatMap(answersIn).length,
      unit: `of ${count}`,
      better: 'more',
    },
    {
      what: 'answers that came after a later one',
      value: chats.map(chat => outOfOrder(answersIn(chat))).reduce((sum, late) => sum + late, 0),
      unit: `of ${count}`,
      better: 'less',
    },
    {
      what: 'answers made at once in one chat, most',
      value: Math.max(
        ...chats.map(chat =>
          mostAtOnce(callsOf(chat).map(({ time, endedAt }) => ({ from: time, until: endedAt }))),
        ),
      ),
      unit: '',
      better: 'less',
    },
    {
      what: 'asked with the whole history',
      value: rightHistories,
      unit: `of ${count}`,
      better: 'more',
    },
  ];
};

/** The questions whose answers are whole, in the order in which their messages came. */
function answersIn(chat: PrivateChat): number[] {
  return chat.replies().flatMap(({ text }) => {
    const number = numbers.find(it => text.startsWith(answerTo(questionIn(chat, it))));
    return number ?? [];
  });
}

function knowsAll(chat: PrivateChat, call: Call): boolean {
  const number = Number(/-(\d)/.exec(questionOf(call))?.[1]);
  const before = numbers.slice(0, number - 1).map(it => {
    const question = questionIn(chat, it);
    return { question, answer: answerTo(question) };
  });
  return hasWholeHistory(promptOf(call), before);
}
