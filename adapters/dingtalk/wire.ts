import { z } from 'zod';

/** The little of DingTalk's JSON that we read in answers to our calls; unknown fields are dropped. */

const text = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);

/** Any answer. The new API tells a `code`, the old one and session webhooks an `errcode`, which is 0 when all is well. */
export const answer = z.object({
  code: text,
  message: text,
  errcode: text,
  errmsg: text,
  success: z.boolean().optional().catch(undefined),
  accessdenieddetail: z
    .object({ requiredScopes: z.array(z.string()) })
    .optional()
    .catch(undefined),
  result: z
    .object({
      deliverResults: z.array(z.object({ success: z.boolean(), errorMsg: text })).optional(),
    })
    .optional()
    .catch(undefined),
  invalidStaffIdList: z.array(z.string()).optional().catch(undefined),
  flowControlledStaffIdList: z.array(z.string()).optional().catch(undefined),
});

export type Answer = z.infer<typeof answer>;

/** https://open.dingtalk.com/document/orgapp/obtain-the-access-token-of-an-internal-app */
export const tokenAnswer = z.object({
  accessToken: z.string().min(1),
  expireIn: z.number().positive(),
});

/** What a robot's message can be recalled by: https://open.dingtalk.com/document/orgapp/the-robot-sends-a-group-message */
export const sentMessage = z.object({ processQueryKey: z.string().min(1) });
