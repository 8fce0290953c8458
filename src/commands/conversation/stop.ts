import type { IncomingMessage } from '../../message.ts';
import type { StopResult } from '../../wording/index.ts';
import { type Call, type Command, includes } from '../command.ts';

/**
 * `/stop`: ends the running answer, or withdraws a question that waits; for the asker or an admin. Where members have
 * conversations of their own, an admin who asked nothing means the answers to all of them.
 */
export function stopCommand(needs: {
  readonly stop: (
    conversation: string,
    request: {
      /** The platform's id of who orders it. */
      readonly by: string;
      /** May stop the answers of others. */
      readonly isAdmin: boolean;
      /** By the platform's clock, Unix ms: what was asked later goes on, also when the order arrives twice. */
      readonly before: number;
    },
  ) => Promise<StopResult>;
  /** Conversations with work that members have in the place of this message; none where a group shares one. */
  readonly membersAtWork: (message: IncomingMessage) => Promise<readonly string[]>;
}): Command {
  async function stop({ conversation, message, role, by }: Call): Promise<StopResult> {
    const isAdmin = includes(role, 'chat-admin');
    const order = (where: string) =>
      needs.stop(where, { by: message.sender.id, isAdmin, before: message.sentAt });
    const result = await order(conversation);
    // From outside of the chat one conversation is meant.
    if (result !== 'nothing' || !isAdmin || by !== undefined) return result;
    const results = await Promise.all((await needs.membersAtWork(message)).map(order));
    return results.includes('stopped') ? 'stopped' : 'nothing';
  }

  return {
    name: 'stop',
    aliases: ['停止', '停'],
    who: 'member',
    async run(call) {
      const result = await stop(call);
      const markdown = call.wording.commands.stop[result];
      return result === 'not-yours' ? { markdown, refused: true } : markdown;
    },
  };
}
