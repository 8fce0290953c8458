import type { Asked } from '../../../proof/town/asked.ts';
import type { Shown, TownRoom } from '../../../proof/town/platform.ts';

const room: TownRoom = { id: 'c', say: () => '', fault() {}, shown: () => [] };

/** Question `number`, which stands in message `m<number>`. */
export const asked = (number: number): Asked => ({
  question: { number, atMs: 0, room: 0, speaker: 0, sentences: 3 },
  platform: 'dingtalk',
  room,
  messageId: `m${number}`,
});

/** A message of the bot's that is done. */
export const shown = (text: string, replyTo?: string): Shown => ({
  id: text,
  replyTo,
  states: [{ at: 0, text, isOver: true }],
  isGone: false,
});
