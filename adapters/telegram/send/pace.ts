import type { Chat } from '../../../src/message.ts';
import type { WriteKind, WriteWindow } from '../../../src/write-budget.ts';

/**
 * How fast Telegram lets a bot write. The limits are not exact: about one message a second in a chat with short bursts,
 * 20 a minute in a group, 30 a second in all; edits count. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */

/** Slow enough for a minute of growth in a group to stay below 20 writes. */
const paceMs = { direct: 1200, group: 3200 } as const;
const minuteMs = 60_000;
/** Growth leaves a reserve to commands and last states. */
const groupMinute = { growing: 17, landing: 20 } as const satisfies Record<WriteKind, number>;
/** Two below Telegram's limit: calls that leave apart may arrive together. */
const botSecond = { growing: 25, landing: 28 } as const satisfies Record<WriteKind, number>;

/** A chat's budget; the topics of a group share it. */
export const chatScope = (chatId: string) => `telegram:chat:${chatId}`;

/** What one write needs. A growing text keeps a pace beside; who writes more than that is refused for long. */
export function windowsFor(kind: WriteKind, chat: Chat): readonly WriteWindow[] {
  const scope = chatScope(chat.id);
  return [
    ...(kind === 'growing' ? [{ scope, limit: 1, perMs: paceMs[chat.kind] }] : []),
    { scope, limit: 3, perMs: 3000 },
    ...(chat.kind === 'group' ? [{ scope, limit: groupMinute[kind], perMs: minuteMs }] : []),
    { scope: 'telegram:bot', limit: botSecond[kind], perMs: 1000 },
  ];
}
