import { z } from 'zod';
import { names, namesOrEveryone, wholeNumber } from './fields.ts';

/** Who may talk to the bot. */
export const accessSettings = z
  .object({
    ADMINS: names().prefault('').meta({ help: 'telegram:123,feishu:ou_…,dingtalk:manager807' }),
    ALLOWED_CHATS: namesOrEveryone().prefault('').meta({
      help: 'Chats that are answered, or *; unset: Feishu, DingTalk: everyone, Telegram: ADMINS only',
    }),
    ALLOWED_USERS: namesOrEveryone()
      .prefault('')
      .meta({ help: 'People who are answered, wherever they write' }),
    USER_REPLIES_PER_HOUR: wholeNumber(1).optional().meta({
      help: 'Replies that one person may have in an hour; ADMINS have no limit. /quota sets others while the bot runs',
    }),
  })
  .meta({ help: 'Access' });
