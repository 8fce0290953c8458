import { list, object, text } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import { userWire } from '../wire.ts';
import type { Wire } from '../words.ts';
import type { Method } from './method.ts';

/** Methods about the bot itself and its command menus. */
export const profileMethods: Record<string, Method> = {
  getMe: ({ world, privacy }) => ({
    ...userWire(world.bot),
    can_join_groups: true,
    can_read_all_group_messages: !privacy,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
  }),

  setMyCommands({ menus }, parameters) {
    const commands = (list(parameters, 'commands') ?? []) as Wire[];
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of commands) {
      if (!/^\/?[a-z0-9_]{1,32}$/.test(String(command))) throw badRequest('BOT_COMMAND_INVALID');
      if (typeof description !== 'string' || description.length < 1 || description.length > 256)
        throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    menus.set(menuOf(parameters), commands);
    return true;
  },

  getMyCommands: ({ menus }, parameters) => menus.get(menuOf(parameters)) ?? [],

  deleteMyCommands: ({ menus }, parameters) => menus.delete(menuOf(parameters)) || true,
};

const menuOf = (parameters: Wire): string =>
  menuKey(object(parameters, 'scope'), text(parameters, 'language_code'));

/** The name of one command menu. @throws Refusal for a language that is no two-letter code */
export function menuKey(scope: Wire = { type: 'default' }, language = ''): string {
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  return [scope['type'], scope['chat_id'], scope['user_id'], language].join(' ');
}
