import type { IncomingMessage } from '../../message.ts';
import type { Command } from '../command.ts';

/** `/forget-me`: forgets everything about a person, also in groups. It cannot be undone, so it wants to be confirmed. */
export function forgetMeCommand(needs: {
  /** Forgets whoever sent this message, and all that they sent until then. */
  readonly forgetPerson: (message: IncomingMessage) => Promise<void>;
}): Command {
  return {
    name: 'forget-me',
    // Telegram's menu takes no hyphen, and what can be tapped there ends before it.
    aliases: ['忘记我', 'forget_me', 'forget'],
    who: 'member',
    async run({ message, args, wording }) {
      const words = wording.commands.forgetMe;
      // An admin who is anonymous speaks with the group's own id.
      if (message.chat.kind === 'group' && message.sender.id === message.chat.id) return words.anonymous;
      if (!isConfirmed(args)) return words.warning;
      await needs.forgetPerson(message);
      return words.done;
    },
  };
}

/** Whether somebody says that they mean it. */
export function isConfirmed(args: string): boolean {
  return /^(confirm|确认|确定)$/i.test(args);
}
