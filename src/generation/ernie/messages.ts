import type { PromptMessage } from '../../model.ts';
import { toldResult } from '../exchange/told-result.ts';

/** A message as the ERNIE-Bot-4 document has it; JSON leaves out what is undefined. */
type Message =
  | { readonly role: 'user' | 'assistant'; readonly content: string }
  | {
      readonly role: 'assistant';
      /** Null without a text, as in the document's samples. */
      readonly content: string | null;
      readonly function_call: {
        readonly name: string;
        readonly arguments: string;
        readonly thoughts?: string;
      };
    }
  | { readonly role: 'function'; readonly name: string; readonly content: string };

/**
 * The messages of a call. ERNIE-Bot-4 knows one call for each message: calls that another model made at once are told one
 * after the other, each with its result, which keeps the list odd in number and alternating.
 */
export function messagesOf(messages: readonly PromptMessage[]): Message[] {
  return messages.flatMap((message, index): Message[] => {
    const { role, content } = message;
    if (role === 'function') {
      const { name, arguments: text, thoughts } = message.call;
      const call = { name, arguments: text, ...(thoughts ? { thoughts } : {}) };
      return [
        { role: 'assistant', content: textBefore(messages[index - 1]), function_call: call },
        { role, name, content: toldResult(content) },
      ];
    }
    // Its calls are told with their results.
    if (role === 'assistant' && message.calls?.length) return [];
    return [{ role, content }];
  });
}

/** What the model said before it called, told with the first of its calls. */
function textBefore(message: PromptMessage | undefined): string | null {
  return (message?.role === 'assistant' && message.content) || null;
}
