import { corpId } from './ids.ts';
import type { Mentioned } from './people/mentions.ts';
import type { Simulation } from './simulation.ts';
import type { Person, Wire } from './words.ts';
import type { Message } from './world.ts';

/** A message as the robot is told of it: the same in a frame and in an HTTP callback. */
export function messageWire(
  { world, app }: Simulation,
  message: Message,
  mentions: readonly Mentioned[],
  session: { readonly url: string; readonly until: number },
): Wire {
  const { id, room, from, kind, content, sentAt } = message;
  return {
    msgId: id,
    msgtype: kind,
    ...content,
    createAt: Math.floor(sentAt),
    conversationId: room.id,
    openThreadId: room.id,
    conversationType: room.type === 'group' ? '2' : '1',
    ...(room.type === 'group' && {
      conversationTitle: room.title,
      isInAtList: mentions.includes(world.bot),
      atUsers: mentions.flatMap(mentioned => (mentioned === 'all' ? [] : [userWire(mentioned)])),
    }),
    senderId: from.senderId,
    ...(from.staffId && { senderStaffId: from.staffId, senderCorpId: corpId }),
    senderNick: from.name,
    senderPlatform: 'Mac',
    isAdmin: from.isAdmin,
    chatbotUserId: world.bot.senderId,
    chatbotCorpId: corpId,
    robotCode: app.robotCode,
    sessionWebhook: session.url,
    sessionWebhookExpiredTime: session.until,
  };
}

const userWire = ({ senderId, staffId }: Person): Wire => ({
  dingtalkId: senderId,
  ...(staffId && { staffId }),
});

/**
 * What a reply tells of the message that it quotes, within `text`. The vendor does not document it: these are the fields that
 * clients in public read. A card is named and not shown.
 */
export const quoteWire = ({ id, kind, from, sentAt, content, states }: Message): Wire => ({
  isReplyMsg: true,
  repliedMsg: {
    msgType: kind === 'card' || kind === 'standard-card' ? 'interactiveCard' : kind,
    msgId: id,
    senderId: from.senderId,
    senderNick: from.name,
    createdAt: Math.floor(sentAt),
    ...quotedContent(kind, content, states[0].text),
  },
});

function quotedContent(kind: string, content: Wire, text: string): Wire {
  if (kind === 'richText') return { content: content['content'] };
  return kind === 'text' || kind === 'markdown' ? { content: { text } } : {};
}
