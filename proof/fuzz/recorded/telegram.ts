import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../test/fixtures/telegram/', import.meta.url);

/** Updates as Telegram delivers them. */
export const updates: readonly unknown[] = readdirSync(folder)
  .filter(name => name.endsWith('.json'))
  .sort()
  .map(name => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

/** Answers of the Bot API. */
export const answers: readonly unknown[] = [
  { ok: true, result: { message_id: 7, date: 1_700_000_000, chat: { id: 42, type: 'private' }, text: '好' } },
  { ok: true, result: true },
  { ok: true, result: { id: 900, is_bot: true, first_name: 'Ernie', username: 'ernie_bot' } },
  { ok: false, error_code: 400, description: 'Bad Request: message is not modified' },
  { ok: false, error_code: 400, description: "Bad Request: can't parse entities: unclosed tag" },
  {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 5',
    parameters: { retry_after: 5 },
  },
  {
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: -1_001_234_567_890 },
  },
  { ok: false, error_code: 400, description: 'moved', parameters: { migrate_to_chat_id: -1_009 } },
  { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
];
