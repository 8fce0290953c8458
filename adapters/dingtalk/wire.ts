import { z } from 'zod';

/** The little of DingTalk's JSON that we read; unknown fields are dropped. */

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

/** https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description */
export const invitation = z.object({ endpoint: z.string(), ticket: z.string().min(1) });

const words = z.string().min(1).optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
/** Unix milliseconds that a `Date` knows: others would stop who counts days by them. */
export const milliseconds = z.union([
  z.int().nonnegative().max(8.64e15),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

/** https://open.dingtalk.com/document/orgapp/receive-message */
export const robotMessage = z.object({
  msgId: z.string().min(1),
  msgtype: z.string(),
  createAt: milliseconds,
  /** `1`: two people talk; `2`: a group. */
  conversationType: z.union([z.string(), z.number()]).transform(String),
  conversationId: z.string().min(1),
  conversationTitle: words,
  /** Encrypted; everybody has one. */
  senderId: words,
  /** Absent for who is not of our organisation. */
  senderStaffId: words,
  senderNick: words,
  isAdmin: flag,
  chatbotUserId: words,
  isInAtList: flag,
  atUsers: z
    .array(z.object({ dingtalkId: words, staffId: words }))
    .optional()
    .catch(undefined),
  sessionWebhook: words,
  sessionWebhookExpiredTime: milliseconds.optional().catch(undefined),
  text: z.unknown().optional(),
  content: z.unknown().optional(),
});

export type RobotMessage = z.infer<typeof robotMessage>;

/** Undocumented: as clients send it, who have it from recorded messages. */
export const quotation = z.object({
  isReplyMsg: flag,
  repliedMsg: z
    .object({ senderId: words, senderNick: words, content: z.unknown().optional() })
    .optional()
    .catch(undefined),
});

/** https://open.dingtalk.com/document/development/group-session-disband-group */
export const groupEvent = z.object({ openConversationId: z.string().min(1), coolAppCode: words });

/** https://open.dingtalk.com/document/development/upload-media-files */
export const uploadedFile = z.object({ media_id: z.string().min(1) });

/** https://open.dingtalk.com/document/orgapp/event-callback-card */
export const cardCallback = z.object({
  outTrackId: z.string().min(1),
  userId: z.string().min(1),
  content: z.unknown().optional(),
  value: z.unknown().optional(),
});

/** What was pressed; `params` are the template's own. */
export const pressedAction = z.object({
  cardPrivateData: z.object({
    actionIds: z.array(z.string()).optional().catch(undefined),
    params: z.object({ action: words }).optional().catch(undefined),
  }),
});
