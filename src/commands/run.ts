import type { Log } from '../log.ts';
import { personKey } from '../message.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { type Call, type Command, includes, whoMay } from './command.ts';

export interface Runner {
  /** Finds a command by a name or an alias, in lower case. */
  readonly find: (name: string) => Command | undefined;
  readonly audit: Pick<Audit, 'record'>;
  readonly log: Log;
}

/**
 * Finds a command, asks whether the person may, runs it, and keeps a record of what is not for everyone.
 * Rejects when the command fails; it may then be run again.
 */
export function commandRunner({ find, audit, log }: Runner) {
  return async (name: string, call: Call): Promise<string> => {
    const { message, chat, wording } = call;
    const command = find(name);
    const tell = (outcome: AuditEntry['result'] | 'unknown') =>
      // An unknown name is something that a person wrote, and is not logged.
      log('command.done', { command: command?.name ?? '?', chat, sender: message.sender.id, outcome });
    if (command?.run === undefined) {
      tell('unknown');
      return wording.commands.unknown;
    }

    const who = whoMay(command, call);
    const record = async (result: AuditEntry['result']) => {
      tell(result);
      if (who === 'member') return;
      const what = `/${command.name} ${command.auditArgs?.(call.args) ?? ''}`.trim();
      const person = personKey(message.platform, message.sender.id);
      await audit.record({ at: call.now, who: person, where: chat, what, result });
    };
    if (!includes(call.role, who)) {
      await record('refused');
      return wording.commands.refused(who);
    }
    try {
      const text = await command.run(call);
      await record('done');
      return text;
    } catch (error) {
      await record('failed').catch(() => {}); // the command's own error says more
      throw error;
    }
  };
}
