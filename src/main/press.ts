import { createHash } from 'node:crypto';
import type { Turn } from '../conversation/ownership.ts';
import type { ButtonPress } from '../message.ts';
import { personKey } from '../message.ts';
import type { House } from './house.ts';

/** A Stop button works for a day: longer than any answer takes to write. */
const tokenLifeMs = 86_400_000;

interface Stoppable {
  readonly conversation: string;
  readonly messageKey: string;
}

/** Makes the Stop button of a turn's reply work. @returns what the button carries: 22 characters */
export function stopTokens({ store }: Pick<House, 'store'>) {
  const { patient: redis, keys } = store;
  return async ({ conversation, messageKey }: Turn): Promise<string> => {
    const token = createHash('sha256').update(messageKey).digest('base64url').slice(0, 22);
    const stoppable: Stoppable = { conversation, messageKey };
    await redis.set(keys.stopToken(token), JSON.stringify(stoppable), 'PX', tokenLifeMs);
    return token;
  };
}

/** Does what a button asks for. @returns what the person reads */
export function pressing({ store, access, platforms, stop, wording }: House) {
  const { hasty: redis, keys } = store;
  return async ({ platform, chat, sender, token }: ButtonPress): Promise<string> => {
    const words = wording.commands.stop;
    const found = await redis.get(keys.stopToken(token));
    if (found === null) return words.nothing;
    const { conversation, messageKey } = JSON.parse(found) as Stoppable;
    const order = (isAdmin: boolean) =>
      stop(conversation, { by: sender.id, isAdmin, before: Number.POSITIVE_INFINITY, message: messageKey });

    const isAdmin = access.admins.has(personKey(platform, sender.id));
    const verdict = await order(isAdmin);
    if (verdict !== 'not-yours') return words[verdict];
    const isChatAdmin = (await platforms.get(platform)?.isChatAdmin(chat, sender.id)) ?? false;
    return words[isChatAdmin ? await order(true) : 'not-yours'];
  };
}
