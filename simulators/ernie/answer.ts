import { askedNow } from './asked-now.ts';
import { compose } from './compose.ts';
import { inParts, nextPart } from './going-on.ts';
import { phrasesFor } from './phrases.ts';
import { sentences } from './sentences.ts';
import type { Answer, FunctionCall, Prompt } from './vocabulary.ts';
import { wantedCalls } from './wanted-calls.ts';

/** What a test has the model say: a text, or also what it thinks and which functions it wants called, offered or not. */
export type Said =
  | string
  | {
      readonly text?: string;
      readonly thinking?: string;
      readonly calls?: readonly FunctionCall[];
    };

type Whole = Exclude<Said, string>;

/** Takes an answer over; `undefined` leaves it as it is. */
export type ReplyText = (prompt: Prompt) => Said | undefined;

/** The answer to a prompt, by the directives in its question where the test says nothing else. */
export function answer(prompt: Prompt, replyText: ReplyText | undefined): Answer {
  const { text = '', thinking = '', calls = [], truncated = false } = inThisPart(prompt, replyText);
  const texts = sentences(text);
  return {
    thinking: prompt.thinking === 'never' ? [] : sentences(thinking),
    texts: texts.length > 0 || calls.length > 0 ? texts : [''],
    calls,
    truncated,
    ended: true,
  };
}

function inThisPart(prompt: Prompt, replyText: ReplyText | undefined): Whole & { truncated?: boolean } {
  const { prompt: begun, said } = inParts(prompt);
  const full = whatIsSaid(begun, replyText);
  const part = full.text && nextPart(askedNow(begun).question, full.text, said);
  if (part) return { ...full, ...part };
  return said.length === 0 ? full : whatIsSaid(prompt, replyText);
}

function whatIsSaid(prompt: Prompt, replyText: ReplyText | undefined): Whole {
  const own = replyText?.(prompt);
  if (own !== undefined) return typeof own === 'string' ? { text: own } : own;
  const { question } = askedNow(prompt);
  const wish = /#think=(.*)/.exec(question)?.[1];
  const thinking = wish ?? (prompt.thinking === 'always' ? phrasesFor(question).thinking : '');
  const calls = wantedCalls(prompt);
  return calls.length > 0
    ? { thinking, calls: prompt.parallelCalls ? calls : calls.slice(0, 1) }
    : { thinking, text: compose(prompt) };
}
