import type { Message, Person } from '../words.ts';
import { isService, shown } from '../world.ts';

/**
 * Does the bot get this message? Never what a bot wrote (an anonymous admin is none). In a group under privacy mode only
 * mentions, commands that can be meant for it, replies to it and service messages, unless it is an admin there.
 * core.telegram.org/bots/features#privacy-mode
 */
export function reachesBot(message: Message, bot: Person, privacy: boolean): boolean {
  const { room, from, senderRoom, replyTo } = message;
  const standing = room.members.get(bot.id);
  if (standing === 'left' || standing === 'kicked') return false;
  if (from?.isBot && !senderRoom) return false;
  if (room.type === 'private' || room.type === 'channel') return true;
  if (!privacy || standing === 'administrator') return true;
  const { text, entities } = shown(message);
  const isMeant = entities.some(({ type, offset, length, user }) => {
    const slice = text.slice(offset, offset + length).toLowerCase();
    const name = `@${bot.username}`.toLowerCase();
    if (type === 'mention') return slice === name;
    if (type === 'text_mention') return user?.['id'] === bot.id;
    if (type !== 'bot_command') return false;
    return slice.includes('@') ? slice.endsWith(name) : (room.lastBot ?? bot.id) === bot.id;
  });
  return isService(message) || isMeant || replyTo?.from?.id === bot.id;
}
