import type { Adapter } from '../adapter.ts';
import type { AccessRules } from '../arrival/access.ts';
import type { CoreSettings } from '../config.ts';
import { consoleAdmin } from '../console/audit-line.ts';

/** Who may use the bot by the settings. */
export function accessRules(settings: CoreSettings, adapters: readonly Adapter[]): AccessRules {
  return {
    // Who knows the console's token is one, too.
    admins: settings.CONSOLE_TOKEN ? new Set([...settings.ADMINS, consoleAdmin]) : settings.ADMINS,
    chats: settings.ALLOWED_CHATS,
    users: settings.ALLOWED_USERS,
    openByDefault: new Set(adapters.filter(({ openByDefault }) => openByDefault).map(({ name }) => name)),
  };
}
