import type { Command } from '../command.ts';

/** `/start`: who I am, what is kept and for how long. */
export function startCommand(needs: {
  /** `CONVERSATION_TTL_MS` */
  readonly memoryMs: number;
}): Command {
  return {
    name: 'start',
    aliases: ['开始'],
    who: 'member',
    run: async ({ wording }) => wording.commands.start(needs.memoryMs),
  };
}
