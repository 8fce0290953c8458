import type { StopResult } from '../../wording/index.ts';
import { type Command, includes } from '../command.ts';

/** `/stop`: ends the running answer, or withdraws a question that waits; for the asker or an admin. */
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
}): Command {
  return {
    name: 'stop',
    aliases: ['停止', '停'],
    who: 'member',
    async run({ conversation, message, role, wording }) {
      const result = await needs.stop(conversation, {
        by: message.sender.id,
        isAdmin: includes(role, 'chat-admin'),
        before: message.sentAt,
      });
      const markdown = wording.commands.stop[result];
      return result === 'not-yours' ? { markdown, refused: true } : markdown;
    },
  };
}
