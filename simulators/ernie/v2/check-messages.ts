import { refuseV2 } from './refuse.ts';

/** A message as V2 takes it, text only. */
export interface V2Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content?: string | null;
  readonly tool_calls?: readonly V2Call[];
  readonly tool_call_id?: string;
}

/** A call of a function, as the model wanted it. */
export interface V2Call {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** Checks the list of messages; throws a `Refusal` for the first rule that is broken. */
export function checkMessages(value: unknown): readonly V2Message[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid('messages must be a list that is not empty');
  value.forEach(checkMessage);
  const messages = value as V2Message[];
  checkResults(messages);
  const last = messages.at(-1);
  if (last?.role !== 'user' && last?.role !== 'tool') {
    throw invalid('the last message must be from the user or a tool');
  }
  if (!last.content?.trim()) throw invalid('the last message must not be blank');
  return messages;
}

function checkMessage(message: unknown, index: number): void {
  const at = `messages[${index}]`;
  const { role, content, tool_calls: calls, tool_call_id: id } = (message ?? {}) as Record<string, unknown>;
  const known = ['user', 'assistant', 'tool'].includes(String(role)) || (role === 'system' && index === 0);
  if (!known) throw invalid(`the role of ${at} is invalid`);
  if (calls !== undefined && role !== 'assistant')
    throw invalid(`only an assistant has tool_calls, not ${at}`);
  if (calls !== undefined) checkCalls(calls, at);
  const mayBeNull = calls !== undefined && (content === undefined || content === null);
  if (typeof content !== 'string' && !mayBeNull) throw invalid(`the content of ${at} must be a string`);
  if ((role === 'tool') !== (typeof id === 'string')) {
    throw invalid(`a tool_call_id belongs to a tool, and a tool has one: ${at}`);
  }
}

function checkCalls(calls: unknown, at: string): void {
  if (!Array.isArray(calls) || calls.length === 0) throw invalid(`the tool_calls of ${at} must not be empty`);
  const ids = calls.map(call => checkCall(call, at));
  if (new Set(ids).size < ids.length) throw invalid(`the ids in the tool_calls of ${at} must differ`);
}

function checkCall(call: unknown, at: string): string {
  const { id, type, function: wanted } = (call ?? {}) as Record<string, unknown>;
  const { name, arguments: args } = (wanted ?? {}) as Record<string, unknown>;
  const sound = typeof id === 'string' && id !== '' && type === 'function';
  if (!sound || typeof name !== 'string' || name === '' || typeof args !== 'string') {
    throw invalid(`each of the tool_calls of ${at} needs an id, the type function, a name and arguments`);
  }
  return id;
}

/** Every call is answered, right after it and once; nothing else is. */
function checkResults(messages: readonly V2Message[]): void {
  let open = new Set<string>();
  messages.forEach(({ role, tool_calls: calls = [], tool_call_id: id = '' }, index) => {
    if (role === 'tool') {
      if (!open.delete(id)) throw invalid(`messages[${index}] answers no open call`);
    } else {
      if (open.size > 0) throw invalid(`before messages[${index}] every call needs its answer`);
      open = new Set(calls.map(call => call.id));
    }
  });
  if (open.size > 0) throw invalid('every call needs its answer');
}

const invalid = (message: string) => refuseV2('invalid_messages', message);
