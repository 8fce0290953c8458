import { Undo } from '../../src/main/undo.ts';
import { openInstantBot } from '../support/instant-bot.ts';
import type { OpenEngine } from './engine.ts';

/** So many chats take turns: each has a history, and seldom more than one question waits in one. */
const chats = 1000;

/** Whole turns: a question accepted, answered by an instant model, landed and remembered. */
export const openTurns: OpenEngine = async (redisUrl, onDone) => {
  const bot = await openInstantBot({ redisUrl, onAnswer: onDone }, new Undo());
  await bot.work();
  return { add: number => bot.ask(`${process.pid}-${number % chats}`, `${number}`) };
};
