import type { FunctionCall, PromptMessage } from '../../model.ts';
import { toldResult } from '../exchange/told-result.ts';

/** A message of Qianfan V2; JSON leaves out what is undefined. */
type Message =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      /** Absent where the model only called, as in the vendor's own clients. */
      readonly content: string | undefined;
      readonly tool_calls?: readonly ToolCall[] | undefined;
    }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string };

interface ToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** A message as Qianfan V2 has it. */
export function messageOf(message: PromptMessage): Message {
  const { role, content } = message;
  if (role === 'user') return { role, content };
  if (role === 'function')
    return { role: 'tool', tool_call_id: message.call.id, content: toldResult(content) };
  const calls = message.calls?.map(toolCallOf) ?? [];
  return calls.length === 0 ? { role, content } : { role, content: content || undefined, tool_calls: calls };
}

function toolCallOf({ id, name, arguments: text }: FunctionCall): ToolCall {
  return { id, type: 'function', function: { name, arguments: text } };
}
