import type { ScreenMessage } from '../../simulators/telegram/screen.ts';

/** Throws with `what` unless it is so. */
export function expect(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(what);
}

/** The one message of a reply; throws where there are none or several. */
export function soleMessage(replies: readonly ScreenMessage[]): ScreenMessage {
  const [message] = replies;
  expect(
    message !== undefined && replies.length === 1,
    `there should be one message, there are ${replies.length}`,
  );
  return message;
}
