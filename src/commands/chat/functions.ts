import type { ChatSettings, ChatSettingsStore } from '../../chat-settings.ts';
import type { OfferedFunction, Wording } from '../../wording/index.ts';
import type { Command } from '../command.ts';

type FunctionsOrder = 'show' | 'on' | 'off' | '?';

/** `/functions`: shows what the model may call in this chat, and takes it away or gives it back. */
export function functionsCommand(
  needs: Pick<ChatSettingsStore, 'read' | 'setFunctions'> & {
    /** What this process's model is offered in a chat that has its functions. */
    readonly functionsIn: (chat: ChatSettings, wording: Wording) => readonly OfferedFunction[];
  },
): Command {
  return {
    name: 'functions',
    aliases: ['函数'],
    who: 'admin',
    auditArgs(args) {
      const order = parseOrder(args);
      return order === 'show' ? '' : order;
    },
    async run({ chat, args, wording }) {
      const words = wording.commands.functions;
      const order = parseOrder(args);
      if (order === '?') return words.how;
      if (order !== 'show') await needs.setFunctions(chat, order === 'off' ? 'off' : undefined);
      if (order === 'off') return words.off;
      const settings = await needs.read(chat);
      const offered = needs.functionsIn(settings, wording);
      if (order === 'on') return words.on(offered);
      return [words.shown(offered, settings.functions !== 'off'), words.how].join('\n\n');
    },
  };
}

function parseOrder(args: string): FunctionsOrder {
  if (args === '') return 'show';
  if (/^(on|开|开启|打开)$/i.test(args)) return 'on';
  return /^(off|关|关闭)$/i.test(args) ? 'off' : '?';
}
