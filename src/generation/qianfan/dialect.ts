import type { Part } from '../exchange/chunks.ts';
import type { Dialect } from '../exchange/exchange.ts';
import type { Refusal } from '../exchange/refusal.ts';
import { advice, kindOfRefusal } from './failures.ts';
import { partShape, refusalShape } from './wire.ts';

/** From this `flag` on the vendor wants no further chat (2), nothing shown (3), what is shown taken back (4). */
const forgetFromFlag = 2;

function part(value: unknown): Part | undefined {
  const { data } = partShape.safeParse(value);
  if (!data) return undefined;
  const { usage } = data;
  const choice = data.choices[0];
  if (!choice && !usage) return undefined;
  return {
    text: choice?.delta?.content ?? choice?.message?.content ?? '',
    over: choice?.finish_reason ? 'text' : 'nothing',
    truncated: choice?.finish_reason === 'length',
    forget: (choice?.flag ?? 0) >= forgetFromFlag,
    usage: usage
      ? { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens }
      : undefined,
  };
}

/** An answer that the vendor's filter broke off: refused, though it looks like an end. */
function filtered(value: unknown): Refusal | undefined {
  const choice = partShape.safeParse(value).data?.choices[0];
  if (choice?.finish_reason !== 'content_filter' || (choice.flag ?? 0) >= forgetFromFlag) return undefined;
  return { kind: 'unsafe', code: 'content_filter', message: 'the answer was broken off for its content' };
}

/** Qianfan V2, text only: like OpenAI's chat completions, with a safety flag. */
export const dialect: Dialect = {
  vendor: 'Qianfan',
  part,
  refusal(value, status) {
    const { data } = refusalShape.safeParse(value);
    if (!data) return filtered(value);
    return { kind: kindOfRefusal(data, status), code: data.code, message: data.message };
  },
  advice,
};
