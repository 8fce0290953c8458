import type { Command } from '../command.ts';

/** `/retry`: a new answer to the last question. It is asked of the model, so it waits in the queue and has nothing to run here. */
export const retryCommand: Command = { name: 'retry', aliases: ['重试', '重新回答'], who: 'member' };
