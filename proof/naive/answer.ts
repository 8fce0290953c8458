import type { Api } from 'grammy';
import type { AskErnie } from './ernie.ts';
import type { History } from './history.ts';
import { liveMessage } from './live-message.ts';
import type { Question } from './question.ts';

/** Edits come about once a second, as Telegram asks. */
const paceMs = 1000;

/** Answers one question: history, model, a message that grows. What fails throws, and BullMQ tries the job again. */
export function answerWith(api: Api, ask: AskErnie, history: History) {
  return async (question: Question): Promise<void> => {
    const before = await history.read(question.chat);
    const message = liveMessage(api, question);
    let text = '';
    let shownAt = 0;
    for await (const piece of ask([...before, { role: 'user', content: question.text }])) {
      text += piece;
      if (Date.now() - shownAt < paceMs) continue;
      shownAt = Date.now();
      await message.show(text);
    }
    await message.show(text);
    await history.add(question.chat, question.text, text);
  };
}
