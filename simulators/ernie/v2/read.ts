import { estimateTokens } from '../estimate.ts';
import type { Message, Prompt } from '../vocabulary.ts';
import { refuseV2 } from './refuse.ts';

/** The context of `ernie-5.1`, in tokens. */
const contextTokens = 128_000;

/** A V2 request in our words, text only; throws a `Refusal` for the first rule that it breaks. */
export function readV2(body: unknown): Prompt {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refuseV2('malformed_json');
  const request = body as Record<string, unknown>;
  const { model, stream, tools, stream_options: options } = request;
  if (typeof model !== 'string' || model === '') throw refuseV2('invalid_model', 'model is empty', 400);
  if (tools !== undefined) throw refuseV2('invalid_argument', 'tools are not simulated');
  if (stream !== undefined && typeof stream !== 'boolean') {
    throw refuseV2('invalid_argument', 'stream must be a boolean');
  }
  checkRange(request, 'temperature', value => value > 0 && value <= 1, '(0, 1.0]');
  checkRange(request, 'top_p', value => value >= 0 && value <= 1, '[0, 1.0]');
  checkRange(request, 'penalty_score', value => value >= 1 && value <= 2, '[1.0, 2.0]');
  const messages = checkMessages(request['messages']);
  const hasSystem = messages[0]?.role === 'system';
  return {
    model,
    system: hasSystem ? (messages[0]?.content ?? '') : '',
    messages: hasSystem ? messages.slice(1) : messages,
    functions: [],
    stream: stream === true,
    usageWanted: (options as { include_usage?: unknown } | undefined)?.include_usage === true,
  };
}

function checkRange(
  request: Record<string, unknown>,
  field: string,
  within: (value: number) => boolean,
  range: string,
): void {
  const value = request[field];
  if (value === undefined) return;
  if (typeof value !== 'number' || !within(value)) {
    throw refuseV2('invalid_argument', `${field} must be a number in ${range}`);
  }
}

function checkMessages(value: unknown): readonly Message[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw refuseV2('invalid_messages', 'messages must be a list that is not empty');
  }
  value.forEach((message: unknown, index) => {
    const { role, content } = (message ?? {}) as Record<string, unknown>;
    const known = role === 'user' || role === 'assistant' || (role === 'system' && index === 0);
    if (!known) throw refuseV2('invalid_messages', `the role of messages[${index}] is invalid`);
    if (typeof content !== 'string') {
      throw refuseV2('invalid_messages', `the content of messages[${index}] must be a string`);
    }
  });
  const messages = value as Message[];
  const last = messages.at(-1);
  if (last?.role !== 'user') throw refuseV2('invalid_messages', 'the last message must be from the user');
  if (last.content.trim() === '') throw refuseV2('invalid_messages', 'the last message must not be blank');
  const tokens = messages.reduce((sum, message) => sum + estimateTokens(message.content), 0);
  if (tokens > contextTokens) throw refuseV2('tokens_too_long');
  return messages;
}
