import { z } from 'zod';

/** The little of Feishu's JSON that we read; unknown fields are dropped. */

/** Any answer of the open platform. `code` is all that counts: 200 comes with errors too. */
export const answer = z.looseObject({ code: z.int(), msg: z.string().optional() });

/** https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal */
export const tokenAnswer = z.object({
  tenant_access_token: z.string().min(1),
  expire: z.number().positive(),
});

/** https://open.feishu.cn/document/client-docs/bot-v3/obtain-bot-info: `bot` stands beside `code`, in no `data`. */
export const botInfo = z.object({
  bot: z.object({ open_id: z.string().min(1), app_name: z.string().optional() }),
});

export const createdCard = z.object({ data: z.object({ card_id: z.string().min(1) }) });
/** https://open.feishu.cn/document/server-docs/im-v1/file/create */
export const uploadedFile = z.object({ data: z.object({ file_key: z.string().min(1) }) });
export const sentMessage = z.object({ data: z.object({ message_id: z.string().min(1) }) });

/** https://open.feishu.cn/document/server-docs/group/chat/get-2 */
export const chatInfo = z.object({
  data: z.object({
    owner_id: z.string().optional(),
    user_manager_id_list: z.array(z.string()).optional(),
  }),
});

/** https://open.feishu.cn/document/server-docs/group/chat-member/get */
export const chatMembers = z.object({
  data: z.object({ items: z.array(z.object({ member_id: z.string(), name: z.string() })) }),
});

/** https://open.feishu.cn/document/server-docs/im-v1/message/get */
export const readMessage = z.object({
  data: z.object({
    items: z.array(
      z.object({
        msg_type: z.string(),
        deleted: z.boolean().optional(),
        body: z.object({ content: z.string() }).optional(),
        sender: z.object({ id: z.string(), sender_type: z.string().optional() }).optional(),
        mentions: z.array(z.object({ key: z.string(), name: z.string() })).optional(),
      }),
    ),
  }),
});

const mention = z.object({
  key: z.string(),
  id: z.object({ open_id: z.string().optional() }).optional(),
  name: z.string().optional(),
  mentioned_type: z.string().optional(),
});

/** https://open.feishu.cn/document/server-docs/im-v1/message/events/receive */
export const messageEvent = z.object({
  sender: z.object({
    sender_id: z.object({ open_id: z.string().optional() }).nullish(),
    sender_type: z.string().optional(),
  }),
  message: z.object({
    message_id: z.string().min(1),
    root_id: z.string().optional(),
    parent_id: z.string().optional(),
    thread_id: z.string().optional(),
    /** Unix milliseconds that a `Date` knows: others would stop who counts days by them. */
    create_time: z.string().regex(/^\d{1,15}$/),
    chat_id: z.string().min(1),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z.array(mention).nullish(),
  }),
});

/** https://open.feishu.cn/document/server-docs/im-v1/message/events/recalled */
export const recallEvent = z.object({ message_id: z.string().min(1), chat_id: z.string().min(1) });

/**
 * The bot came, went, or the group was dissolved.
 * https://open.feishu.cn/document/server-docs/group/chat-member/event/added
 */
export const memberEvent = z.object({ chat_id: z.string().min(1) });

/** Somebody opened the chat with the bot. `last_message_id` tells the newest message in it, where there is one. */
export const enteredEvent = z.object({
  chat_id: z.string().min(1),
  last_message_id: z.string().nullish(),
});

/** What our own buttons carry. */
export const buttonValue = z.object({
  act: z.enum(['stop', 'retry', 'new']),
  token: z.string().min(1),
  chat: z.enum(['direct', 'group']),
  topic: z.string().optional(),
});

/** https://open.feishu.cn/document/feishu-cards/card-callback-communication */
export const actionEvent = z.object({
  operator: z.object({ open_id: z.string().min(1) }),
  action: z.object({ value: z.unknown() }),
  context: z.object({ open_message_id: z.string().min(1), open_chat_id: z.string().min(1) }),
});

/** https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/request-url-configuration-case */
export const challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string(),
  token: z.string(),
});

/** Every event of schema 2.0. */
export const envelope = z.object({
  schema: z.literal('2.0'),
  header: z.object({
    event_id: z.string().min(1),
    event_type: z.string().min(1),
    /**
     * When it happened, the same when it is delivered again: Unix milliseconds. Some events tell microseconds, whose first
     * thirteen digits these are.
     */
    create_time: z
      .string()
      .regex(/^\d{13}(\d{3})?$/)
      .transform(time => Number(time.slice(0, 13)))
      .optional()
      .catch(undefined),
    token: z.string().optional(),
    app_id: z.string().optional(),
  }),
  event: z.unknown(),
});

export type Envelope = z.infer<typeof envelope>;
export type Mention = z.infer<typeof mention>;
export type ButtonValue = z.infer<typeof buttonValue>;
