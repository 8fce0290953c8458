import { z } from 'zod';
import { answerId, code, count, jsonText, words } from '../exchange/shapes.ts';

/** What the Wenxin Workshop API (v1) sends; unknown fields are let through. Source: the ERNIE-Bot-4 document. */

/** A refusal, in the three forms that have been seen; `error_code` is the documented one. */
export const refusalShape = z.union([
  z
    .object({ error_code: code, error_msg: words })
    .transform(body => ({ code: body.error_code, message: body.error_msg })),
  z.object({ code, msg: words }).transform(body => ({ code: body.code, message: body.msg })),
  z
    .object({ error: z.string(), error_description: words })
    .transform(body => ({ code: body.error, message: body.error_description })),
]);

/** The document's `function_call`. Its `arguments` are a JSON text; an object is taken for one. */
const functionCallShape = z.object({
  name: z.string().optional(),
  arguments: jsonText.optional(),
  thoughts: z.string().optional().catch(undefined),
});

export type FunctionCallShape = z.output<typeof functionCallShape>;

/** A part of an answer: an event of a stream, or the whole without one. What is not about text or calls has a harmless default. */
export const partShape = z
  .object({
    id: answerId,
    result: z
      .string()
      .nullable()
      .transform(text => text ?? ''),
    is_end: z.boolean(),
    is_truncated: z.boolean().catch(false),
    need_clear_history: z.boolean().catch(false),
    ban_round: z.number().int().optional().catch(undefined),
    function_call: functionCallShape.nullish(),
    usage: z.object({ prompt_tokens: count, total_tokens: count }).optional().catch(undefined),
  })
  .partial({ result: true, is_end: true });

/** The token endpoint's answer. `expires_in` is in seconds, 30 days at the time of writing. */
export const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
