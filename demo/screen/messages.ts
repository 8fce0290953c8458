import type { ScreenMessage } from '../../simulators/telegram/screen.ts';
import type { Chat } from '../../simulators/telegram/words.ts';
import type { Stage } from '../stage.ts';
import type { Words } from '../words/index.ts';
import type { Block } from './lay-out.ts';

/** A message of a chat, as the terminal shows it. */
export interface ShownMessage {
  readonly id: string;
  /** Changes with every state. */
  readonly version: number;
  readonly byBot: boolean;
  /** It carries a Stop button. */
  readonly growing: boolean;
  readonly sentAt: number;
  readonly block: Block;
}

/** Everything that stands in the chats, in the order in which it was sent. */
export function messagesOf(
  { telegram, direct, group }: Pick<Stage, 'telegram' | 'direct' | 'group'>,
  words: Words,
): ShownMessage[] {
  const show = (chat: Chat, place: string | undefined) => (message: ScreenMessage) => ({
    id: `${chat.id}:${message.id}`,
    version: message.edits.length,
    byBot: message.byBot,
    growing: message.keyboard.length > 0,
    sentAt: message.sentAt,
    block: {
      mark: message.byBot ? words.marks.bot : words.marks.person,
      place,
      text: message.text,
      entities: message.entities,
    },
  });
  return [
    ...telegram.messages(direct).map(show(direct, undefined)),
    ...telegram.messages(group).map(show(group, group.title)),
  ].sort((one, other) => one.sentAt - other.sentAt);
}
