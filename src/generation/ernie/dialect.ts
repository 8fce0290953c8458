import type { Usage } from '../../model.ts';
import type { CallPiece } from '../exchange/call-pieces.ts';
import type { Part } from '../exchange/chunks.ts';
import type { Dialect } from '../exchange/exchange.ts';
import { advice, kindOfCode } from './failures.ts';
import { type FunctionCallShape, partShape, refusalShape } from './wire.ts';

/**
 * A stream counts `completion_tokens` for each event and `total_tokens` over all: what the whole answer took is the
 * last total less the prompt.
 */
function usageOf(usage: { prompt_tokens: number; total_tokens: number }): Usage {
  const promptTokens = usage.prompt_tokens;
  return { promptTokens, completionTokens: Math.max(0, usage.total_tokens - promptTokens) };
}

/** One call at most, whole, and without an id; an empty one is none. */
function callsOf(call: FunctionCallShape | null | undefined): CallPiece[] {
  return call?.name ? [{ index: 0, ...call }] : [];
}

function part(value: unknown): Part | undefined {
  const { data } = partShape.safeParse(value);
  if (!data) return undefined;
  const { id, result, is_end, is_truncated, need_clear_history, ban_round, usage } = data;
  const calls = callsOf(data.function_call);
  const blank = result === undefined && !is_end && !need_clear_history && calls.length === 0;
  if (blank) return undefined;
  return {
    id,
    text: result ?? '',
    thinking: '',
    calls,
    over: is_end ? 'stream' : 'nothing',
    truncated: is_truncated,
    forget: need_clear_history ? { ...(ban_round === undefined ? {} : { banRound: ban_round }) } : undefined,
    usage: usage && usageOf(usage),
  };
}

/** The Wenxin Workshop API (v1): errors come with status 200, in the place of an answer or in the middle of one. */
export const dialect: Dialect = {
  vendor: 'ERNIE',
  part,
  refusal(value) {
    const { data } = refusalShape.safeParse(value);
    return data && { kind: kindOfCode(data.code), ...data };
  },
  advice,
};
