/**
 * The newest message ids that this process has seen. A message of a supergroup or channel has the next number there; those
 * of all direct chats and basic groups of an account share one row of numbers
 * (https://core.telegram.org/api/updates#message-related-event-sequences).
 */
export interface Numbers {
  saw(chatId: number, messageId: number): void;
  /** In the chat's row; 0 where none was seen. */
  newest(chatId: number): number;
}

export function openNumbers(): Numbers {
  const newest = new Map<number, number>();
  return {
    saw(chatId, messageId) {
      const row = rowOf(chatId);
      if (messageId > (newest.get(row) ?? 0)) newest.set(row, messageId);
    },
    newest: chatId => newest.get(rowOf(chatId)) ?? 0,
  };
}

/** https://core.telegram.org/api/bots/ids: from here downwards are the ids of supergroups and channels. */
const numberedAlone = -1_000_000_000_000;
const shared = 0;

const rowOf = (chatId: number) => (chatId < numberedAlone ? chatId : shared);
