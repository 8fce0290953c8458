import { roleOf } from '../arrival/access.ts';
import type { commandRunner } from '../commands/run.ts';
import type { Errand } from '../errand.ts';
import { PlatformFailure } from '../errors.ts';
import { chatKey, conversationOf } from '../message.ts';
import type { KeepRecord, Platform } from '../platform.ts';
import type { House } from './house.ts';

/** An errand's reply is sent in one piece: there is nothing to go on with. */
const keepNothing: KeepRecord = async () => {};

/** Does what an errand asks for, and says what comes of it. */
export function runningErrands(house: House, runCommand: ReturnType<typeof commandRunner>) {
  const { platforms, access, wording, settings, clock } = house;

  const platformOf = (name: string): Platform => {
    const platform = platforms.get(name);
    if (!platform) throw new PlatformFailure('unreachable', `This process has no settings for ${name}.`);
    return platform;
  };

  return async (errand: Errand): Promise<void> => {
    switch (errand.kind) {
      case 'say':
        return platformOf(errand.platform).open(errand.target, keepNothing).finish(errand.markdown);
      case 'last-state': {
        const platform = platformOf(errand.platform);
        const reply = errand.record
          ? platform.resume(errand.target, errand.record, keepNothing)
          : platform.open(errand.target, keepNothing);
        return reply.finish(errand.markdown);
      }
      case 'command': {
        const { message, name, args } = errand;
        const platform = platformOf(message.platform);
        const isChatAdmin = await platform.isChatAdmin(message.chat, message.sender.id);
        const text = await runCommand(name, {
          message,
          conversation: conversationOf(message, settings.GROUP_MEMORY),
          chat: chatKey(message),
          role: roleOf(message, access, isChatAdmin),
          args,
          wording,
          now: clock.now(),
        });
        const target = {
          chat: message.chat,
          ...(message.topic === undefined ? {} : { topic: message.topic }),
          questionId: message.id,
          asker: message.sender,
        };
        return platform.open(target, keepNothing).finish(text);
      }
    }
  };
}
