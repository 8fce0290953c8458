import type { Api } from 'grammy';
import type { MenuEntry } from '../../../src/adapter.ts';

/** What Telegram takes as a command. https://core.telegram.org/bots/api#botcommand */
const command = /^[a-z0-9_]{1,32}$/;

/** The default list is what people see whose language has none of its own. */
const languages = [
  { code: undefined, text: 'zh-CN' },
  { code: 'zh', text: 'zh-CN' },
  { code: 'en', text: 'en' },
] as const;

const scopes = [
  { type: 'all_private_chats', admins: false },
  { type: 'all_group_chats', admins: false },
  { type: 'all_chat_administrators', admins: true },
] as const;

/** Puts the commands into Telegram's menu. In a direct chat everybody is an admin, yet the menu stays short. */
export async function setMenu(api: Api, menu: readonly MenuEntry[]): Promise<void> {
  for (const { type, admins } of scopes) {
    const entries = menu.filter(entry => command.test(entry.command) && (admins || !entry.adminsOnly));
    for (const { code, text } of languages) {
      await api.setMyCommands(
        entries.map(entry => ({ command: entry.command, description: entry.description[text] })),
        { scope: { type }, ...(code && { language_code: code }) },
      );
    }
  }
}
