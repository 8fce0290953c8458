import { estimateTokens, promptTokensOf } from '../estimate.ts';
import type { Answer, Prompt, Turn } from '../vocabulary.ts';

/**
 * A V1 answer as it goes over the wire: one event for each chunk, or one JSON text for all of them. In a stream
 * `completion_tokens` counts the chunk and `total_tokens` grows, as in the document's samples.
 */
export function framesV1(answer: Answer, prompt: Prompt, turn: Turn): string[] {
  const promptTokens = promptTokensOf(prompt);
  const call = answer.calls[0];
  const texts = prompt.stream && answer.texts.length > 0 ? answer.texts : [answer.texts.join('')];
  const unsafe = (answer.unsafe?.flag ?? 0) > 1 && {
    need_clear_history: true,
    ban_round: answer.unsafe?.banRound,
  };
  let totalTokens = promptTokens;
  const objects = texts.map((text, index) => {
    const last = index === texts.length - 1;
    const completionTokens = estimateTokens(text) + (last && call ? estimateTokens(call.arguments) : 0);
    totalTokens += completionTokens;
    return {
      id: turn.id,
      object: 'chat.completion',
      created: turn.created,
      ...(prompt.stream && { sentence_id: index, is_end: last && answer.ended }),
      is_truncated: last && answer.truncated,
      result: text,
      need_clear_history: false,
      ...(last && unsafe),
      ...(last && call && { function_call: { ...call, thoughts: '需要先查一下。' } }),
      usage: {
        prompt_tokens: promptTokens,
        completion_tokens: completionTokens,
        total_tokens: totalTokens,
      },
    };
  });
  return objects.map(object =>
    prompt.stream ? `data: ${JSON.stringify(object)}\n\n` : JSON.stringify(object),
  );
}
