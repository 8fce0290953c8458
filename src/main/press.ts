import { createHash } from 'node:crypto';
import type { StopOrder } from '../conversation/stop.ts';
import type { ButtonPress } from '../message.ts';
import { personKey } from '../message.ts';
import type { House } from './house.ts';

/** What the Stop button of the reply to a message carries: 22 characters. */
export function stopTokenOf(messageKey: string): string {
  return createHash('sha256').update(messageKey).digest('base64url').slice(0, 22);
}

/** Does what a button asks for. @returns what the person reads */
export function pressing({ store, access, platforms, stop, wording }: House) {
  const { hasty: redis, keys } = store;

  /** Looked for among the chat's conversations that have work: presses are rare, and turns need keep nothing for them. */
  const runningTurn = async (chat: string, token: string): Promise<StopOrder | undefined> => {
    const conversations = await redis.zrange(keys.pending, 0, -1);
    const here = conversations.filter(id => id === chat || id.startsWith(`${chat}:`));
    const turns = await Promise.all(
      here.map(async conversation => ({
        conversation,
        messageKey: (await redis.hget(keys.reply(conversation), 'message')) ?? '',
      })),
    );
    return turns.find(({ messageKey }) => stopTokenOf(messageKey) === token);
  };

  return async ({ platform, chat, sender, token }: ButtonPress): Promise<string> => {
    const words = wording.commands.stop;
    const running = await runningTurn(`${platform}:${chat.id}`, token);
    if (!running) return words.nothing;
    const { conversation, messageKey } = running;
    const order = (isAdmin: boolean) =>
      stop(conversation, { by: sender.id, isAdmin, before: Number.POSITIVE_INFINITY, message: messageKey });

    const isAdmin = access.admins.has(personKey(platform, sender.id));
    const verdict = await order(isAdmin);
    if (verdict !== 'not-yours') return words[verdict];
    const isChatAdmin = (await platforms.get(platform)?.isChatAdmin(chat, sender.id)) ?? false;
    return words[isChatAdmin ? await order(true) : 'not-yours'];
  };
}
