import { z } from 'zod';

/** What Qianfan V2 sends; unknown fields are let through. Source: https://cloud.baidu.com/doc/qianfan-api/s/wmwbl48n4 */

const code = z.union([z.number(), z.string()]).transform(String);
const words = z.string().catch('');

/** A refusal: the documented form, and the older one that comes with status 200. */
export const refusalShape = z.union([
  z.object({ error: z.object({ code, message: words, type: words }) }).transform(body => body.error),
  z.object({ code, msg: words }).transform(body => ({ code: body.code, message: body.msg, type: '' })),
]);

const count = z.number().int().nonnegative();
const said = z.object({ content: z.string().nullish() });

/** A part of an answer: `delta` in a stream, `message` without one; `choices` is empty in the part that carries the usage. */
export const partShape = z.object({
  choices: z
    .array(
      z.object({
        delta: said.nullish(),
        message: said.nullish(),
        finish_reason: z.string().nullish(),
        flag: z.number().nullish(),
      }),
    )
    .default([]),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(undefined),
});
