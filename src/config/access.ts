import { z } from 'zod';
import { names, namesOrEveryone } from './fields.ts';

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
  })
  .meta({ help: 'Access' });
