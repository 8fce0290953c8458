import { roleOf } from '../arrival/access.ts';
import type { commandRunner } from '../commands/run.ts';
import type { Errand } from '../errand.ts';
import { PlatformFailure } from '../errors.ts';
import { chatKey, conversationOf } from '../message.ts';
import { answering, type KeepRecord, type Platform } from '../platform.ts';
import type { House } from './house.ts';

type Become = (rest: Errand) => Promise<void>;

/**
 * Does what an errand asks for. A command that is done becomes the words that answer it, and words that are on their
 * way a reply to go on with: what is tried again then does nothing twice.
 */
export function runningErrands(house: House, runCommand: ReturnType<typeof commandRunner>) {
  const { platforms, access, wording, settings, clock } = house;

  const platformOf = (name: string): Platform => {
    const platform = platforms.get(name);
    if (!platform) throw new PlatformFailure('unreachable', `This process has no settings for ${name}.`);
    return platform;
  };

  async function show(errand: Exclude<Errand, { kind: 'command' }>, become: Become): Promise<void> {
    const { target, markdown } = errand;
    const platform = platformOf(errand.platform);
    const keep: KeepRecord = record => become({ ...errand, kind: 'last-state', record });
    const reply =
      errand.kind === 'last-state' && errand.record
        ? platform.resume(target, errand.record, keep)
        : platform.open(target, keep);
    await reply.finish(markdown).finally(() => reply.release());
  }

  return async (errand: Errand, become: Become): Promise<void> => {
    if (errand.kind !== 'command') return show(errand, become);
    const { message, name, args } = errand;
    const platform = platformOf(message.platform);
    const isChatAdmin = await platform.isChatAdmin(message.chat, message.sender.id);
    const markdown = await runCommand(name, {
      message,
      conversation: conversationOf(message, settings.GROUP_MEMORY),
      chat: chatKey(message),
      role: roleOf(message, access, isChatAdmin),
      args,
      wording,
      now: clock.now(),
    });
    const answer: Errand = { kind: 'say', platform: platform.name, target: answering(message), markdown };
    await become(answer);
    return show(answer, become);
  };
}
