import type { Api } from 'grammy';
import type { World } from '../../../src/adapter.ts';
import type { ReplyTarget, TextFile } from '../../../src/platform.ts';
import { openPatience } from './patience.ts';
import { openWriter } from './writer.ts';

/** A send whose confirmation was lost is repeated once: a file that stands twice is better than one that never comes. */
const sendsLostAtMost = 1;

/** Sends files in answer to questions: each is one write, paid for and repeated as the last state of a reply is. */
export function fileSender(api: Api, world: Pick<World, 'clock' | 'log' | 'budget'>) {
  return async (target: ReplyTarget, file: TextFile): Promise<void> => {
    const writer = openWriter(api, target);
    const patience = openPatience(world, () => ({ ...target.chat, id: String(writer.chatId()) }));
    let sendsLost = 0;
    await patience.begin('landing')(async () => {
      const outcome = await writer.sendFile(file);
      if (outcome.kind === 'landed' || outcome.repeatable) return outcome;
      sendsLost++;
      return { ...outcome, repeatable: sendsLost <= sendsLostAtMost };
    });
  };
}
