import { roleOf } from '../arrival/access.ts';
import type { commandRunner } from '../commands/run.ts';
import { finder } from '../commands/table.ts';
import { forgetConversations } from '../conversation/forget-conversations.ts';
import type { Errand } from '../errand.ts';
import { PlatformFailure } from '../errors.ts';
import { chatKey, conversationOf } from '../message.ts';
import { noteDirect } from '../people/directs.ts';
import { answering, type KeepRecord, type Platform } from '../platform.ts';
import type { House } from './house.ts';
import { notingRefusals } from './note-refusal.ts';
import { refusalWords } from './refusal-words.ts';

type Become = (rest: Errand) => Promise<void>;

/**
 * Does what an errand asks for. A command that is done becomes the words that answer it, and words that are on their
 * way a reply to go on with: what is tried again then does nothing twice.
 */
export function runningErrands(house: House, runCommand: ReturnType<typeof commandRunner>) {
  const { store, platforms, access, wordingOf, settings, clock, log } = house;

  const find = finder(house.commands);
  const noteRefusal = notingRefusals(house);

  const platformOf = (name: string): Platform => {
    const platform = platforms.get(name);
    if (!platform) throw new PlatformFailure('unreachable', `This process has no settings for ${name}.`);
    return platform;
  };

  async function tell(
    errand: Exclude<Errand, { kind: 'command' | 'forget' }>,
    become: Become,
  ): Promise<void> {
    return errand.kind === 'file' ? send(errand, become) : show(errand, become);
  }

  /** What the platform does not take as a file is said in words. */
  async function send(errand: Errand & { kind: 'file' }, become: Become): Promise<void> {
    const { file, kind: _, ...words } = errand;
    const platform = platformOf(errand.platform);
    try {
      if (platform.sendFile) return await platform.sendFile(errand.target, file);
    } catch (error) {
      if (!(error instanceof PlatformFailure) || error.kind !== 'refused') throw error;
      log('errand.failed', { errand: errand.kind, error });
    }
    const instead = { ...words, kind: 'say' } as const;
    await become(instead);
    return show(instead, become);
  }

  async function show(errand: Errand & { kind: 'say' | 'last-state' }, become: Become): Promise<void> {
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
    if (errand.kind === 'forget')
      return forgetConversations(store.patient, store.keys, chatKey(errand), errand.until);
    if (errand.kind !== 'command') return tell(errand, become);
    const { message, name, args } = errand;
    const platform = platformOf(message.platform);
    const admission = await house.admit(message, clock.now());
    if (admission.kind !== 'welcome') {
      const command = find(name)?.name;
      if (command !== undefined) await noteRefusal(message, command);
      const words = await wordingOf(chatKey(message));
      const markdown = refusalWords(admission, words, settings.TIME_ZONE);
      return show({ kind: 'say', platform: platform.name, target: answering(message), markdown }, become);
    }
    await noteDirect(store.patient, store.keys, message);
    const isChatAdmin = await platform.isChatAdmin(message.chat, message.sender.id);
    const said = await runCommand(name, {
      message,
      conversation: conversationOf(message, settings.GROUP_MEMORY),
      chat: chatKey(message),
      role: roleOf(message, access, isChatAdmin),
      args,
      wording: await wordingOf(chatKey(message)),
      now: clock.now(),
    });
    const { markdown, file } = typeof said === 'string' ? { markdown: said } : said;
    const answer = { platform: platform.name, target: answering(message), markdown };
    const rest = file
      ? ({ ...answer, kind: 'file', file, madeBy: errand } as const)
      : ({ ...answer, kind: 'say' } as const);
    await become(rest);
    return tell(rest, become);
  };
}
