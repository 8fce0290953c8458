import { z } from 'zod';
import { locales } from '../wording/index.ts';
import { flag, milliseconds, oneOf, wholeNumber } from './fields.ts';

/** How the bot behaves in a chat. */
export const behaviourSettings = z
  .object({
    GROUP_MEMORY: oneOf('chat', 'member')
      .prefault('chat')
      .meta({ help: 'chat: a group shares one conversation; member: one for each member' }),
    CONVERSATION_TTL_MS: wholeNumber(1000)
      .prefault('604800000')
      .meta({ help: 'A conversation is forgotten this long after its last message' }),
    CHAT_QUEUE_LIMIT: wholeNumber(1).prefault('20').meta({
      help: 'Messages that may wait in one conversation (a chat; a topic or a member where these have their own)',
    }),
    MESSAGE_MAX_AGE_MS: milliseconds(1000)
      .prefault('3600000')
      .meta({ help: 'An event older than this when it first reaches us is not answered any more' }),
    TIME_ZONE: z
      .string()
      .refine(isTimeZone, 'write a time zone such as Asia/Shanghai')
      .prefault('Asia/Shanghai')
      .meta({ help: 'Of days and of what people read' }),
    LOCALE: oneOf(...locales)
      .prefault('zh-CN')
      .meta({ help: `${locales.join(' or ')}: what the bot says in its own words; a chat may have another` }),
    AI_LABEL: flag()
      .prefault('true')
      .meta({ help: 'Mark answers as AI-generated, once, at the end of the answer' }),
    SHOW_THINKING: flag()
      .prefault('true')
      .meta({ help: 'Show what a reasoning model thinks, folded above its answer where the platform can' }),
    WORD_LIST_FILE: z.string().optional().meta({
      help: 'Words that may be in no question and no answer: one a line, # for comments; read again when it changes',
    }),
  })
  .meta({ help: 'Behaviour' });

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
