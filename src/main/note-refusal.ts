import { chatKey, type IncomingMessage, personKey } from '../message.ts';
import type { House } from './house.ts';

/** A stranger who insists must not fill the audit log. */
const noteLifeMs = 3_600_000;

/**
 * Writes into the audit log that somebody who may not use the bot sent a command: once an hour for each person, chat and
 * command.
 */
export function notingRefusals({ store, audit, clock }: Pick<House, 'store' | 'audit' | 'clock'>) {
  const { hasty: redis, keys } = store;
  return async (message: IncomingMessage, command: string): Promise<void> => {
    const who = personKey(message.platform, message.sender.id);
    const where = chatKey(message);
    const noted = keys.once(`refused:${who}:${where}:${command}`);
    if ((await redis.exists(noted)) === 1) return;
    await audit.record({ at: clock.now(), who, where, what: `/${command}`, result: 'refused' });
    await redis.set(noted, 1, 'PX', noteLifeMs);
  };
}
