import type { CallPiece } from '../exchange/call-pieces.ts';
import type { Forget, Part } from '../exchange/chunks.ts';
import type { Dialect } from '../exchange/exchange.ts';
import type { Refusal } from '../exchange/refusal.ts';
import { advice, adviceOn, kindOfRefusal } from './failures.ts';
import { type Choice, partShape, refusalShape } from './wire.ts';

/**
 * The vendor's `flag`: 1 is a low risk and changes nothing; 2 wants no further chat, though the text may be shown; 3 wants
 * nothing shown, and 4 what is shown taken back. A flag that we do not know is taken for the strictest.
 * Source: the vendor's JavaScript SDK, interface.ts
 */
const [noFurtherChat, notToBeShown] = [2, 3];

function forgetOf({ flag, ban_round: banRound }: Choice): Forget | undefined {
  if (!flag || flag < noFurtherChat) return undefined;
  return {
    ...(flag < notToBeShown ? { textMayStay: true } : {}),
    ...(typeof banRound === 'number' ? { banRound } : {}),
  };
}

function callsOf(choice: Choice): CallPiece[] {
  const pieces = choice.delta?.tool_calls ?? choice.message?.tool_calls ?? [];
  return pieces.map((piece, position) => ({
    index: piece.index ?? position,
    id: piece.id ?? undefined,
    name: piece.function?.name ?? undefined,
    arguments: piece.function?.arguments ?? undefined,
  }));
}

function part(value: unknown): Part | undefined {
  const { data } = partShape.safeParse(value);
  if (!data) return undefined;
  const { usage } = data;
  const choice = data.choices[0];
  if (!choice && !usage) return undefined;
  const said = choice?.delta ?? choice?.message;
  return {
    id: data.id,
    text: said?.content ?? '',
    thinking: said?.reasoning_content ?? '',
    calls: choice ? callsOf(choice) : [],
    over: choice?.finish_reason ? 'text' : 'nothing',
    truncated: choice?.finish_reason === 'length',
    forget: choice && forgetOf(choice),
    usage: usage
      ? { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens }
      : undefined,
  };
}

/** An answer that the vendor's filter broke off: refused, though it looks like an end. */
function filtered(value: unknown): Refusal | undefined {
  const choice = partShape.safeParse(value).data?.choices[0];
  if (choice?.finish_reason !== 'content_filter' || forgetOf(choice)) return undefined;
  return { kind: 'unsafe', code: 'content_filter', message: 'the answer was broken off for its content' };
}

/** Qianfan V2, text only: like OpenAI's chat completions, with a safety flag. */
export const dialect: Dialect = {
  vendor: 'Qianfan',
  part,
  refusal(value, status) {
    const { data } = refusalShape.safeParse(value);
    if (!data) return filtered(value);
    const { code, message } = data;
    return { kind: kindOfRefusal(data, status), code, message, advice: adviceOn(code) };
  },
  advice,
};
