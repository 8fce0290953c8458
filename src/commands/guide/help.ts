import type { Role } from '../../message.ts';
import { type Command, includes, whoMay } from '../command.ts';

const roles: readonly Role[] = ['member', 'chat-admin', 'admin'];

/** `/help`: what this person may do here, and nothing else. */
export function helpCommand(needs: { readonly commands: () => readonly Command[] }): Command {
  return {
    name: 'help',
    aliases: ['帮助'],
    who: 'member',
    async run(call) {
      const { help } = call.wording.commands;
      const groups = roles
        .filter(role => includes(call.role, role))
        .map(role => ({ role, commands: needs.commands().filter(command => whoMay(command, call) === role) }))
        .filter(({ commands }) => commands.length > 0)
        .map(({ role, commands }) =>
          [
            `**${help.heading[role]}**`,
            ...commands.map(({ name, aliases }) => help.line(name, aliases)),
          ].join('\n'),
        );
      return [help.intro, ...groups].join('\n\n');
    },
  };
}
