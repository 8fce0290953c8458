import { over } from '../linked-abort.ts';
import type { Reply } from '../platform.ts';
import { lastPause } from './sentences.ts';

/**
 * A reply in two loops: text comes in as fast as the model writes, and goes out as fast as the platform bears.
 * The latest state wins; the last one is the caller's, who stops the loop and finishes the reply.
 */
export interface GrowingReply {
  /** The model's text so far. */
  readonly text: string;
  /** What people have seen of the answer, now or before a crash. */
  readonly visible: string;
  append(text: string): void;
  /** The stream begins anew: what is visible stays until the new text is longer. */
  restart(): void;
  /** Words of our own, while there is no text to show. */
  notice(markdown: string): void;
  /** Ends the loop; resolves when nothing is on its way to the platform any more. */
  stop(): Promise<void>;
}

/**
 * @param visible what people see of the answer already, from a process that was killed
 * @param beforeEdit saves what is about to be visible; rejects when another process owns the reply
 * @param onLost is given what ended the loop against its will
 */
export function growReply(
  reply: Reply,
  visible: string,
  beforeEdit: (visible: string) => Promise<void>,
  onLost: (error: unknown) => void,
): GrowingReply {
  const ended = new AbortController();
  let text = '';
  let words = '';
  let shownWords = '';
  let wordsLeft = reply.wordsAtMost ?? Number.POSITIVE_INFINITY;
  let wake = () => {};

  /** What to show now, if it is news. */
  const latest = (): { answer: boolean; state: string } | undefined => {
    const pause = lastPause(text);
    if (pause > visible.length) return { answer: true, state: text.slice(0, pause) };
    if (visible === '' && words !== shownWords && wordsLeft > 0) return { answer: false, state: words };
    return undefined;
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
      if (news.answer) visible = news.state;
      else {
        shownWords = news.state;
        wordsLeft -= 1;
      }
      await beforeEdit(visible);
      await reply.show(news.state);
    }
  };
  const running = loop().catch((error: unknown) => {
    if (!ended.signal.aborted) onLost(error);
  });

  return {
    get text() {
      return text;
    },
    get visible() {
      return visible;
    },
    append(more) {
      text += more;
      wake();
    },
    restart() {
      text = '';
    },
    notice(markdown) {
      words = markdown;
      wake();
    },
    async stop() {
      ended.abort(over);
      wake();
      await running;
    },
  };
}
