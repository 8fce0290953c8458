import type { ChatSettingsStore } from '../../chat-settings.ts';
import type { Command } from '../command.ts';
import { auditScope, parseScope } from './scope.ts';

/** `/pause`: no more answers, here or everywhere; commands go on. */
export function pauseCommand(needs: Pick<ChatSettingsStore, 'setPaused'>): Command {
  return {
    name: 'pause',
    aliases: ['暂停'],
    who: 'admin',
    auditArgs: auditScope,
    async run({ chat, args, wording }) {
      const scope = parseScope(args);
      if (scope === undefined) return wording.commands.pause.how;
      await needs.setPaused(scope === 'everywhere' ? 'all' : chat, true);
      return wording.commands.pause[scope];
    },
  };
}
