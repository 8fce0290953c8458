import type { Clock } from '../../../src/clock.ts';
import { over } from '../../../src/linked-abort.ts';

/** Telegram shows the sign for 5 seconds. https://core.telegram.org/bots/api#sendchataction */
const repeatMs = 4000;
/** What is answered sooner, as commands are, needs no sign. */
const firstAfterMs = 300;

/** Shows "typing…" until it is stopped. What goes wrong with it does not matter. @returns stops it */
export function startTyping(clock: Clock, show: () => Promise<void>): () => void {
  const ended = new AbortController();
  const loop = async () => {
    for (let pauseMs = firstAfterMs; ; pauseMs = repeatMs) {
      await clock.sleep(pauseMs, ended.signal);
      await show().catch(() => {});
    }
  };
  loop().catch(() => {});
  return () => ended.abort(over);
}
