import { z } from 'zod';
import { redacted, type Secret } from '../../../src/secret.ts';

/** Bytes of an answer: a hundred updates, each as long as there are any and with another one quoted, have a third. */
export const largestAnswer = 32 * 1024 * 1024;

/** Telegram's words are enough in a log at this length. */
const longestWords = 300;
/** Telegram has been seen to ask for hours; nobody waits for more than a day, seconds. */
const longestWaitS = 86_400;

/** https://core.telegram.org/bots/api#making-requests, https://core.telegram.org/bots/api#responseparameters */
const answer = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.int().catch(0),
  description: z.string().catch(''),
  parameters: z
    .object({
      retry_after: z
        .number()
        .nonnegative()
        .transform(seconds => Math.min(seconds, longestWaitS))
        .optional()
        .catch(undefined),
      migrate_to_chat_id: z.int().optional().catch(undefined),
    })
    .catch({}),
});

/**
 * An answer of the Bot API, such that grammY can make an error of it: a gateway in between says what it likes. Throws
 * where it is no answer of Telegram's. @param status stands for a code that is missing
 */
export function readAnswer(json: unknown, status: number, token: Secret): unknown {
  const { data } = answer.safeParse(json);
  if (!data) throw new SyntaxError('It is no answer of Telegram.');
  const { ok, result, error_code: code, description, parameters } = data;
  if (ok) return { ok, result };
  const words = redacted(description, [token.reveal()]).slice(0, longestWords);
  return { ok, error_code: code || status, description: words, parameters };
}
