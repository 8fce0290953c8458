import { z } from 'zod';
import { answerId, code, count, jsonText, words } from '../exchange/shapes.ts';

/** What Qianfan V2 sends; unknown fields are let through. Source: https://cloud.baidu.com/doc/qianfan-api/s/wmwbl48n4 */

/** A refusal: the documented form, and the older one that comes with status 200. */
export const refusalShape = z.union([
  z.object({ error: z.object({ code, message: words, type: words }) }).transform(body => body.error),
  z.object({ code, msg: words }).transform(body => ({ code: body.code, message: body.msg, type: '' })),
]);

const text = z.string().nullish();

const said = z.object({
  content: text,
  reasoning_content: text,
  /** `index` only in a stream, `id` and `name` with the first piece, `arguments` in pieces. */
  tool_calls: z
    .array(
      z.object({
        index: count.nullish(),
        id: text,
        function: z.object({ name: text, arguments: jsonText.nullish() }).nullish(),
      }),
    )
    .nullish(),
});

const choice = z.object({
  delta: said.nullish(),
  message: said.nullish(),
  finish_reason: text,
  flag: z.number().nullish(),
  ban_round: z.number().int().nullish().catch(undefined),
});

export type Choice = z.output<typeof choice>;

/** A part of an answer: `delta` in a stream, `message` without one; `choices` is empty in the part that carries the usage. */
export const partShape = z.object({
  id: answerId,
  choices: z.array(choice).default([]),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(undefined),
});
