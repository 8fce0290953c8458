import type { Api } from 'grammy';
import type { LanguageCode } from 'grammy/types';
import type { Menu, World } from '../../src/adapter.ts';
import type { Chat } from '../../src/message.ts';
import { failureOf } from './api/failures.ts';

/** What Telegram takes as a command. https://core.telegram.org/bots/api#botcommand */
const command = /^[a-z0-9_]{1,32}$/;

/** In a direct chat everybody is an admin, yet the menu stays short. */
const everywhere = [
  { type: 'all_private_chats', admins: false },
  { type: 'all_group_chats', admins: false },
  { type: 'all_chat_administrators', admins: true },
] as const;

const inOneChat = {
  direct: [{ type: 'chat', admins: false }],
  group: [
    { type: 'chat', admins: false },
    { type: 'chat_administrators', admins: true },
  ],
} as const;

export interface ChatMenus {
  /** Shows the commands in the language that a person's app speaks; the first menu is for all other languages. @param ending aborted when the bot ends */
  set(ending: AbortSignal): Promise<void>;
  /** Shows one chat another menu, whatever its people's apps speak. @param locale absent: the usual ones again */
  show(chat: Chat, locale: string | undefined): Promise<void>;
}

/** Telegram's menus of commands; one that is refused keeps nobody from anything. */
export function openMenus(api: Api, { menus, log }: Pick<World, 'menus' | 'log'>): ChatMenus {
  const note = (chat: string) => (error: unknown) => {
    const failure = failureOf(error);
    const { kind } = failure;
    log('platform.refused', { platform: 'telegram', chat, method: 'setMyCommands', kind, error: failure });
  };

  async function setAll(): Promise<void> {
    const [usual] = menus;
    if (!usual) return;
    for (const { type, admins } of everywhere) {
      const scope = { type };
      await api.setMyCommands(listed(usual, admins), { scope });
      for (const menu of menus) {
        const language_code = menu.locale.split('-', 1).join() as LanguageCode;
        await api.setMyCommands(listed(menu, admins), { scope, language_code });
      }
    }
  }

  async function setIn({ id, kind }: Chat, menu: Menu | undefined): Promise<void> {
    for (const { type, admins } of inOneChat[kind]) {
      const scope = { type, chat_id: Number(id) };
      if (menu) await api.setMyCommands(listed(menu, admins), { scope });
      else await api.deleteMyCommands({ scope });
    }
  }

  return {
    set: ending => setAll().catch(error => (ending.aborted ? undefined : note('')(error))),
    show: (chat, locale) =>
      setIn(
        chat,
        menus.find(menu => menu.locale === locale),
      ).catch(note(chat.id)),
  };
}

function listed({ entries }: Menu, admins: boolean): { command: string; description: string }[] {
  return entries
    .filter(entry => command.test(entry.command) && (admins || !entry.adminsOnly))
    .map(({ command, description }) => ({ command, description }));
}
