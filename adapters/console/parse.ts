import type { Address, Arrival, Chat, Quoted } from '../../src/message.ts';
import type { PlaygroundChat, PlaygroundMessage, PlaygroundPerson } from '../../src/playground.ts';
import { botNames, mentionsOf } from './parse/mentions.ts';

/** The name of this platform. */
export const platform = 'console';

/** The chat as the core knows it. */
export function chatOf({ id, kind, title }: Pick<PlaygroundChat, 'id' | 'kind' | 'title'>): Chat {
  return { id, kind, title };
}

/** Something that somebody said, and where. */
export interface Said {
  readonly id: string;
  readonly chat: PlaygroundChat;
  readonly by: PlaygroundPerson;
  /** As it is shown. */
  readonly text: string;
  readonly answers: PlaygroundMessage | undefined;
  /** Unix ms. */
  readonly at: number;
}

/** The text as it is shown of who mentions the bot without writing its name. */
export function mentioning(text: string, { kind, people }: PlaygroundChat): string {
  return kind === 'group' && !mentionsOf(text, people).us ? `@${botNames[0]} ${text}` : text;
}

/** What it means that somebody said something, or said it differently. */
export function parse(kind: 'message' | 'edit', { id, chat, by, text, answers, at }: Said) {
  const mentions = mentionsOf(text, chat.people);
  return {
    kind,
    author: 'person',
    address: addressOf(chat, mentions.us, answers),
    content: 'text',
    message: {
      platform,
      id,
      chat: chatOf(chat),
      sender: { id: by.id, name: by.name },
      text: mentions.text,
      ...(mentions.people.length > 0 && { mentions: mentions.people }),
      ...(answers && { quoted: quotedOf(answers) }),
      sentAt: at,
    },
  } as const satisfies Arrival;
}

function addressOf(
  { kind }: PlaygroundChat,
  named: boolean,
  answers: PlaygroundMessage | undefined,
): Address {
  if (kind === 'direct') return 'direct';
  if (named) return 'mention';
  return answers?.from === 'bot' ? 'reply' : 'none';
}

function quotedOf({ from, text, file }: PlaygroundMessage): Quoted {
  const said = file ? '' : text;
  if (from === 'bot') return { text: said, fromBot: true };
  return { text: said, fromBot: false, senderName: from.name, senderId: from.id };
}
