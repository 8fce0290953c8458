import { over } from '../linked-abort.ts';
import type { Reply } from '../platform.ts';
import { apart, type Join } from './join.ts';
import { newsOf, type Seen } from './news.ts';
import { openLastPause } from './sentences.ts';
import { thinkingQuoted } from './thinking.ts';

/**
 * A reply in two loops: text comes in as fast as the model writes, and goes out as fast as the platform bears.
 * The latest state wins; the last one is the caller's, who stops the loop and finishes the reply.
 */
export interface GrowingReply {
  /** The answer so far, of all calls that wrote it. */
  readonly text: string;
  /** What the call that runs now has written of it. */
  readonly fresh: string;
  /** What the model thought on the way. */
  readonly thinking: string;
  /** What people have seen of the answer, now or before a crash. */
  readonly visible: string;
  append(text: string): void;
  /** The model thinks: shown above the answer. */
  think(text: string): void;
  /** The call begins anew: what is visible stays until the new text is longer. */
  restart(): void;
  /** What is written stays, and the next call's text follows it. */
  goOn(join: Join): void;
  /** Words of our own, while there is nothing of the model's to show. */
  notice(markdown: string): void;
  /** What is done meanwhile: under the text, or in place of other words; `''`: nothing. */
  status(markdown: string): void;
  /** Ends the loop; resolves when nothing is on its way to the platform any more. */
  stop(): Promise<void>;
}

/** What is about to be shown. */
export interface NextState {
  /** Of the answer alone. */
  readonly visible: string;
  readonly markdown: string;
}

/**
 * @param visible what people see of the answer already, from a process that was killed
 * @param beforeEdit saves what is about to be visible; rejects when it may not be shown
 * @param onLost is given what ended the loop against its will
 */
export function growReply(
  reply: Reply,
  visible: string,
  beforeEdit: (next: NextState) => Promise<void>,
  onLost: (error: unknown) => void,
): GrowingReply {
  const ended = new AbortController();
  /** Of the calls that are over: it stays when the running one begins anew. */
  const settled = { text: '', thinking: '' };
  const lastPause = openLastPause();
  let join = apart;
  let text = '';
  let thinking = '';
  let words = '';
  let status = '';
  let seen: Seen = { body: visible, glance: '', line: '' };
  let wordsLeft = reply.wordsAtMost ?? Number.POSITIVE_INFINITY;
  let wake = () => {};

  const answer = (complete: boolean) => join(settled.text, text, complete);
  const allThinking = () => apart(settled.thinking, thinking, true);

  /** Words alone are news only to a platform that bears more of them. */
  const latest = () => {
    const news = newsOf({ answer: answer(false), thinking: allThinking(), words, status }, seen, lastPause);
    return news?.grown || wordsLeft > 0 ? news : undefined;
  };

  const loop = async () => {
    while (!ended.signal.aborted) {
      if (latest() === undefined) {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
        continue;
      }
      await reply.ready(ended.signal);
      const news = latest();
      if (news === undefined || ended.signal.aborted) continue;
      const { grown, body, glance, line } = news;
      if (!grown) wordsLeft -= 1;
      seen = news;
      const above = body === '' ? glance : thinkingQuoted(allThinking());
      const markdown = [above, body, line].filter(part => part !== '').join('\n\n');
      await beforeEdit({ visible: body, markdown });
      await reply.show(markdown);
    }
  };
  const running = loop().catch((error: unknown) => {
    if (!ended.signal.aborted) onLost(error);
  });

  return {
    get text() {
      return answer(true);
    },
    get fresh() {
      return text;
    },
    get thinking() {
      return allThinking();
    },
    get visible() {
      return seen.body;
    },
    append(more) {
      text += more;
      wake();
    },
    think(more) {
      thinking += more;
      wake();
    },
    restart() {
      [text, thinking] = ['', ''];
    },
    goOn(next) {
      settled.text = answer(true);
      settled.thinking = allThinking();
      [text, thinking] = ['', ''];
      join = next;
    },
    notice(markdown) {
      words = markdown;
      wake();
    },
    status(markdown) {
      status = markdown;
      wake();
    },
    async stop() {
      ended.abort(over);
      wake();
      await running;
    },
  };
}
