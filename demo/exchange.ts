import type { ScreenMessage } from '../simulators/telegram/screen.ts';
import type { Chat } from '../simulators/telegram/words.ts';
import type { Stage } from './stage.ts';

/** A question and what became of it. */
export interface Exchange {
  readonly questionId: number;
  /** How the turn ended: `answered`, or what else it is called in the bot's log. */
  readonly outcome: string;
  /** The process that ended it. */
  readonly pid: number;
  /** The bot's messages since the question, oldest first. */
  readonly replies: readonly ScreenMessage[];
}

/** The name of a message in the bot's log. */
export const keyOf = (chat: Chat, messageId: number): string => `telegram:${chat.id}:${messageId}`;

/** What the bot wrote in a chat after a message. */
export function repliesSince({ telegram }: Stage, chat: Chat, messageId: number): readonly ScreenMessage[] {
  return telegram.messages(chat).filter(({ byBot, id }) => byBot && id > messageId);
}

/** Asks, and resolves when the turn has ended. Rejects after `patienceMs`, or when a bot dies. */
export async function converse(
  stage: Stage,
  chat: Chat,
  text: string,
  patienceMs = 30_000,
): Promise<Exchange> {
  const questionId = stage.telegram.say(chat, stage.person, text);
  return settled(stage, chat, questionId, patienceMs);
}

/** Waits for the end of a turn. Rejects as `converse`. */
export async function settled(
  stage: Stage,
  chat: Chat,
  questionId: number,
  patienceMs: number,
): Promise<Exchange> {
  const key = keyOf(chat, questionId);
  const entry = await within(patienceMs, signal =>
    Promise.race([
      stage.mishap,
      stage.journal.waitFor(
        ({ event, fields }) => event === 'turn.settled' && fields['message'] === key,
        signal,
      ),
    ]),
  );
  return {
    questionId,
    outcome: String(entry.fields['outcome']),
    pid: entry.pid,
    replies: repliesSince(stage, chat, questionId),
  };
}

async function within<T>(patienceMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    return await work(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error(`no answer within ${patienceMs / 1000} s`);
  }
}
