import { z } from 'zod';

/**
 * The little of Telegram's JSON that we read. https://core.telegram.org/bots/api#getting-updates
 * Unknown fields are dropped: Telegram adds some every few weeks.
 */

const user = z.object({
  id: z.int(),
  is_bot: z.boolean(),
  first_name: z.string(),
  last_name: z.string().optional(),
});

const chat = z.object({
  id: z.int(),
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: z.string().optional(),
});

/** https://core.telegram.org/bots/api#messageentity; offsets are UTF-16 units, as in JavaScript's strings. */
const entity = z.object({
  type: z.string(),
  offset: z.int(),
  length: z.int(),
  user: user.optional(),
});

/** Looked at only for whether it is there. */
const anything = z.unknown().optional();

/** What a message may carry beside its text, in the order in which it is looked at. */
const contents = {
  photo: anything,
  voice: anything,
  audio: anything,
  // An animation also has `document`, a venue also has `location`.
  animation: anything,
  video: anything,
  video_note: anything,
  document: anything,
  sticker: anything,
  location: anything,
  contact: anything,
  poll: anything,
  dice: anything,
  game: anything,
  story: anything,
  paid_media: anything,
  checklist: anything,
  rich_message: anything,
};

/** Unix seconds that a `Date` knows: others would stop who counts days by them. */
const seconds = z.int().nonnegative().max(8.64e12);

/** https://core.telegram.org/bots/api#message */
const plainMessage = z.object({
  message_id: z.int(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  date: seconds,
  from: user.optional(),
  sender_chat: chat.optional(),
  chat,
  text: z.string().optional(),
  entities: z.array(entity).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(entity).optional(),
  media_group_id: z.string().optional(),
  is_automatic_forward: z.boolean().optional(),
  via_bot: user.optional(),
  quote: z.object({ text: z.string() }).optional(),
  forum_topic_created: anything,
  migrate_to_chat_id: z.int().optional(),
  migrate_from_chat_id: z.int().optional(),
  ...contents,
});

const message = plainMessage.extend({ reply_to_message: plainMessage.optional() });

/** https://core.telegram.org/bots/api#callbackquery */
const callbackQuery = z.object({
  id: z.string().min(1),
  from: user,
  message: z.object({ chat }).optional(),
  data: z.string().optional(),
});

/** https://core.telegram.org/bots/api#chatmember */
const member = z.object({ status: z.string(), is_member: z.boolean().optional() });

/** https://core.telegram.org/bots/api#update */
export const update = z.object({
  update_id: z.int(),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: callbackQuery.optional(),
  my_chat_member: z
    .object({ chat, date: seconds, old_chat_member: member, new_chat_member: member })
    .optional(),
});

/** What every update has, also one whose rest we cannot read. */
export const updateId = z.object({ update_id: z.int() });

/** What we ask Telegram to deliver. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export type Update = z.infer<typeof update>;
export type Message = z.infer<typeof message>;
export type PlainMessage = z.infer<typeof plainMessage>;
export type CallbackQuery = z.infer<typeof callbackQuery>;
export type WireChat = z.infer<typeof chat>;
export type Entity = z.infer<typeof entity>;
export type Member = z.infer<typeof member>;
export type ContentField = keyof typeof contents;
