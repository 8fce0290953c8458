import type { ChatSettingsStore } from '../../chat-settings.ts';
import type { Command } from '../command.ts';
import { auditScope, parseScope } from './scope.ts';

/** `/resume`: takes back the `/pause` of the same place, and tells when another pause still holds here. */
export function resumeCommand(needs: Pick<ChatSettingsStore, 'setPaused' | 'pauses'>): Command {
  return {
    name: 'resume',
    aliases: ['恢复'],
    who: 'admin',
    auditArgs: auditScope,
    async run({ chat, args, wording }) {
      const { resume } = wording.commands;
      const scope = parseScope(args);
      if (scope === undefined) return resume.how;
      await needs.setPaused(scope === 'everywhere' ? 'all' : chat, false);
      if (scope === 'everywhere') return resume.everywhere;
      const { everywhere } = await needs.pauses(chat);
      return everywhere ? resume.stillEverywhere : resume.here;
    },
  };
}
