import type { ChatSettingsStore } from '../../chat-settings.ts';
import { isClear } from '../arguments/clear-word.ts';
import type { Command } from '../command.ts';

/** The vendor's limit for `system`; counted as UTF-16 units, which are never fewer than its characters. */
const personaLimit = 1024;

/** `/persona`: shows, sets or clears what the model is told to be in this chat. */
export function personaCommand(needs: Pick<ChatSettingsStore, 'read' | 'setPersona'>): Command {
  return {
    name: 'persona',
    aliases: ['人设'],
    who: 'chat-admin',
    auditArgs: args =>
      args === '' ? '' : isClear(args) ? 'clear' : args.length > personaLimit ? '?' : 'set',
    async run({ chat, args, wording }) {
      const words = wording.commands.persona;
      if (args === '') {
        const { persona } = await needs.read(chat);
        return persona === undefined ? words.none : words.shown(persona);
      }
      if (isClear(args)) {
        await needs.setPersona(chat, undefined);
        return words.cleared;
      }
      if (args.length > personaLimit) return words.tooLong(args.length, personaLimit);
      await needs.setPersona(chat, args);
      return words.set;
    },
  };
}
