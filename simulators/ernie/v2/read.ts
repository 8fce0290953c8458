import { promptTokensOf } from '../estimate.ts';
import type { Message, Prompt } from '../vocabulary.ts';
import { checkMessages, type V2Message } from './check-messages.ts';
import { contextTokensOf, type Models, readModel } from './models.ts';
import { readTools } from './read-tools.ts';
import { refuseV2 } from './refuse.ts';

/** A V2 request in our words; throws a `Refusal` for the first rule that it breaks. */
export function readV2(body: unknown, models: Models): Prompt {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refuseV2('malformed_json');
  const request = body as Record<string, unknown>;
  const model = readModel(request['model'], models);
  const { stream = false } = request;
  if (typeof stream !== 'boolean') throw refuseV2('invalid_argument', 'stream must be a boolean');
  checkRange(request, 'temperature', value => value > 0 && value <= 1, '(0, 1.0]');
  checkRange(request, 'top_p', value => value >= 0 && value <= 1, '[0, 1.0]');
  checkRange(request, 'penalty_score', value => value >= 1 && value <= 2, '[1.0, 2.0]');
  const functions = readTools(request);
  const all = checkMessages(request['messages']).map(inOurWords);
  const hasSystem = all[0]?.role === 'system';
  const prompt: Prompt = {
    model,
    system: hasSystem ? (all[0]?.content ?? '') : '',
    messages: hasSystem ? all.slice(1) : all,
    functions,
    parallelCalls: request['parallel_tool_calls'] !== false,
    thinking: models.reasoning.includes(model) ? 'always' : 'asked',
    stream,
    usageWanted: readUsageWanted(request['stream_options'], stream),
  };
  if (promptTokensOf(prompt) > contextTokensOf(model)) throw refuseV2('tokens_too_long');
  return prompt;
}

function inOurWords({ role, content, tool_calls: calls }: V2Message): Message {
  return {
    role: role === 'tool' ? 'function' : role,
    content: content ?? '',
    ...(calls && { calls: calls.map(call => call.function) }),
  };
}

function readUsageWanted(options: unknown, stream: boolean): boolean {
  if (options === undefined) return false;
  const wanted = (options as { include_usage?: unknown } | null)?.include_usage;
  if (wanted !== undefined && typeof wanted !== 'boolean') {
    throw refuseV2('invalid_argument', 'stream_options.include_usage must be a boolean');
  }
  if (!stream) throw refuseV2('invalid_argument', 'stream_options is for streams');
  return wanted === true;
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
