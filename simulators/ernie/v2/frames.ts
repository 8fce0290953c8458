import { answerTokensOf, promptTokensOf } from '../estimate.ts';
import type { Answer, FunctionCall, Prompt, Turn } from '../vocabulary.ts';

/**
 * A V2 answer as it goes over the wire: an event for each chunk, one of usage where it is wanted, and `[DONE]`; or one
 * JSON text. Thoughts come before the text, and the text before the calls. Keys without a value are absent, as they are
 * at the vendor's.
 */
export function framesV2(answer: Answer, prompt: Prompt, { id, created }: Turn): string[] {
  const finish = answer.ended && { finish_reason: finishReason(answer) };
  const flags = answer.unsafe && { flag: answer.unsafe.flag, ban_round: answer.unsafe.banRound };
  const usage = countUsage(answer, prompt);
  if (!prompt.stream) {
    const choice = { index: 0, message: message(answer, id), finish_reason: 'normal', ...finish, ...flags };
    return [
      JSON.stringify({
        id,
        object: 'chat.completion',
        created,
        model: prompt.model,
        choices: [choice],
        usage,
      }),
    ];
  }
  const head = { id, object: 'chat.completion.chunk', created, model: prompt.model };
  const said = deltas(answer, id);
  const events = said.map((delta, index) => {
    const last = index === said.length - 1;
    const event = { ...head, choices: [{ index: 0, delta, ...(last && { ...finish, ...flags }) }] };
    return `data: ${JSON.stringify(event)}\n\n`;
  });
  if (!answer.ended) return events;
  if (prompt.usageWanted) events.push(`data: ${JSON.stringify({ id, choices: [], usage })}\n\n`);
  return [...events, 'data: [DONE]\n\n'];
}

function finishReason({ filtered, truncated, calls }: Answer): string {
  if (filtered) return 'content_filter';
  if (truncated) return 'length';
  return calls.length > 0 ? 'tool_calls' : 'normal';
}

function message({ thinking, texts, calls }: Answer, id: string) {
  return {
    role: 'assistant',
    ...(texts.length > 0 && { content: texts.join('') }),
    ...(thinking.length > 0 && { reasoning_content: thinking.join('') }),
    ...(calls.length > 0 && { tool_calls: calls.map((call, index) => toolCall(call, callId(id, index))) }),
  };
}

function deltas({ thinking, texts, calls }: Answer, id: string): object[] {
  return [
    ...thinking.map(reasoning_content => ({ reasoning_content })),
    ...texts.map(content => ({ content })),
    ...calls.flatMap((call, index) => callDeltas(call, index, callId(id, index))),
  ];
}

/** First who is called, then the arguments, in two parts of which none is JSON. */
function callDeltas(call: FunctionCall, index: number, id: string): object[] {
  const half = Math.ceil(call.arguments.length / 2);
  const parts = [call.arguments.slice(0, half), call.arguments.slice(half)];
  return [
    { tool_calls: [{ index, ...toolCall({ ...call, arguments: '' }, id) }] },
    ...parts.map(part => ({ tool_calls: [{ index, function: { arguments: part } }] })),
  ];
}

function toolCall({ name, arguments: args }: FunctionCall, id: string) {
  return { id, type: 'function', function: { name, arguments: args } };
}

const callId = (id: string, index: number) => `call_${id}_${index}`;

function countUsage(answer: Answer, prompt: Prompt) {
  const promptTokens = promptTokensOf(prompt);
  const completionTokens = answerTokensOf(answer);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}
