import type { Menu } from '../adapter.ts';
import { type Locale, locales, wordingFor } from '../wording/index.ts';
import { functionsCommand } from './chat/functions.ts';
import { languageCommand } from './chat/language.ts';
import { modelCommand } from './chat/model.ts';
import { paramsCommand } from './chat/params.ts';
import { pauseCommand } from './chat/pause.ts';
import { personaCommand } from './chat/persona.ts';
import { resumeCommand } from './chat/resume.ts';
import type { Command } from './command.ts';
import { exportCommand } from './conversation/export.ts';
import { newCommand } from './conversation/new.ts';
import { retryCommand } from './conversation/retry.ts';
import { stopCommand } from './conversation/stop.ts';
import { allowCommand } from './doors/allow.ts';
import { banCommand } from './doors/ban.ts';
import { denyCommand } from './doors/deny.ts';
import { unbanCommand } from './doors/unban.ts';
import { helpCommand } from './guide/help.ts';
import { startCommand } from './guide/start.ts';
import { auditCommand } from './overview/audit.ts';
import { queueCommand } from './overview/queue.ts';
import { statsCommand } from './overview/stats.ts';
import { forgetMeCommand } from './person/forget-me.ts';
import { usageCommand } from './person/usage.ts';
import { whoamiCommand } from './person/whoami.ts';
import { quotaCommand } from './quota/quota.ts';

/** What the commands need, together; each one says in its own file what and why. */
export type CommandNeeds = Parameters<typeof startCommand>[0] &
  Parameters<typeof newCommand>[0] &
  Parameters<typeof stopCommand>[0] &
  Parameters<typeof usageCommand>[0] &
  Parameters<typeof exportCommand>[0] &
  Parameters<typeof forgetMeCommand>[0] &
  Parameters<typeof statsCommand>[0] &
  Parameters<typeof queueCommand>[0] &
  Parameters<typeof auditCommand>[0] &
  Parameters<typeof pauseCommand>[0] &
  Parameters<typeof resumeCommand>[0] &
  Parameters<typeof personaCommand>[0] &
  Parameters<typeof paramsCommand>[0] &
  Parameters<typeof modelCommand>[0] &
  Parameters<typeof languageCommand>[0] &
  Parameters<typeof functionsCommand>[0] &
  Parameters<typeof allowCommand>[0] &
  Parameters<typeof denyCommand>[0] &
  Parameters<typeof banCommand>[0] &
  Parameters<typeof unbanCommand>[0] &
  Parameters<typeof quotaCommand>[0];

/** Every command, in the order of `/help` and of the platforms' menus. */
export function commandTable(needs: CommandNeeds): readonly Command[] {
  const commands: readonly Command[] = [
    newCommand(needs),
    stopCommand(needs),
    retryCommand,
    usageCommand(needs),
    whoamiCommand,
    helpCommand({ commands: () => commands }),
    startCommand(needs),
    exportCommand(needs),
    forgetMeCommand(needs),
    personaCommand(needs),
    paramsCommand(needs),
    languageCommand(needs),
    modelCommand(needs),
    functionsCommand(needs),
    pauseCommand(needs),
    resumeCommand(needs),
    statsCommand(needs),
    queueCommand(needs),
    auditCommand(needs),
    allowCommand(needs),
    denyCommand(needs),
    banCommand(needs),
    unbanCommand(needs),
    quotaCommand(needs),
  ];
  return commands;
}

/** Looks a command up. @param name its name or an alias, in lower case. */
export function finder(commands: readonly Command[]): (name: string) => Command | undefined {
  const byName = new Map(
    commands.flatMap(command => [command.name, ...command.aliases].map(name => [name, command])),
  );
  return name => byName.get(name);
}

/**
 * The platforms' menus, one for each language, where a name has `_` for `-`: Telegram takes nothing else. What only
 * `ADMINS` may is in none: platforms know nothing of them.
 * @param usual `LOCALE`; its menu comes first
 */
export function menusOf(commands: readonly Command[], usual: Locale): Menu[] {
  const listed = commands.filter(({ who }) => who !== 'admin');
  return [...new Set([usual, ...locales])].map(locale => ({
    locale,
    entries: listed.map(({ name, who }) => ({
      command: name.replaceAll('-', '_'),
      description: wordingFor(locale).commands.about[name],
      adminsOnly: who === 'chat-admin',
    })),
  }));
}
