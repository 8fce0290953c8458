import type { ChatSettingsStore } from '../../chat-settings.ts';
import type { Command } from '../command.ts';
import { applyParameterOrder, parseParameterOrder } from './parameter-order.ts';

/** `/params`: shows, sets or clears the model's parameters in this chat. */
export function paramsCommand(needs: Pick<ChatSettingsStore, 'read' | 'setParameters'>): Command {
  return {
    name: 'params',
    aliases: ['参数'],
    who: 'chat-admin',
    auditArgs,
    async run({ chat, args, wording }) {
      const words = wording.commands.params;
      const order = parseParameterOrder(args);
      if (order.kind === 'not-understood') return words.how;
      if (order.kind === 'out-of-range') return words.outOfRange(order.name);

      const { parameters } = await needs.read(chat);
      if (order.kind === 'show') return `${words.shown(parameters)}\n\n${words.how}`;

      const { after, instead } = applyParameterOrder(order, parameters);
      await needs.setParameters(chat, after);
      return order.kind === 'set' ? words.set(order.name, order.value, instead) : words.cleared(order.name);
    },
  };
}

function auditArgs(args: string): string {
  const order = parseParameterOrder(args);
  if (order.kind === 'set') return `${order.name} ${order.value}`;
  if (order.kind === 'clear') return order.name === undefined ? 'clear' : `${order.name} clear`;
  return order.kind === 'show' ? '' : '?';
}
