import { compose } from './compose.ts';
import { sentences } from './sentences.ts';
import type { Answer, Prompt } from './vocabulary.ts';

/** Replaces the text of an answer; `undefined` leaves it as it is. */
export type ReplyText = (prompt: Prompt) => string | undefined;

/**
 * The answer to a prompt. `#call=weather {"city":"北京"}` in the question calls that function if it may be called, with
 * these arguments.
 */
export function answer(prompt: Prompt, replyText: ReplyText | undefined): Answer {
  const question = prompt.messages.at(-1)?.content ?? '';
  const wish = /#call=([\w-]+)\s*(\{.*\})?/s.exec(question);
  const name = wish?.[1];
  if (name && prompt.functions.includes(name)) {
    return { texts: [], call: { name, arguments: wish[2] ?? '{}' }, truncated: false, ended: true };
  }
  const texts = sentences(replyText?.(prompt) ?? compose(prompt));
  return { texts: texts.length > 0 ? texts : [''], truncated: false, ended: true };
}
