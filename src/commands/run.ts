import type { Log } from '../log.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { type Answer, authorOf, type Call, type Command, includes, whoMay } from './command.ts';

export interface Runner {
  /** Finds a command by a name or an alias, in lower case. */
  readonly find: (name: string) => Command | undefined;
  readonly audit: Pick<Audit, 'record'>;
  readonly log: Log;
}

/**
 * Finds a command, asks whether the person may, runs it, and keeps a record of what is not for everyone, and of every
 * refusal.
 * Rejects when the command fails; it may then be run again.
 */
export function commandRunner({ find, audit, log }: Runner) {
  return async (name: string, call: Call): Promise<Answer> => {
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
    const args = command.auditArgs?.(call.args, call) ?? '';
    const record = async (result: AuditEntry['result']) => {
      tell(result);
      // What is given from outside of the chat is no everyday thing, whoever may do it inside.
      if (who === 'member' && result !== 'refused' && call.by === undefined) return;
      const what = `/${command.name} ${args}`.trim();
      await audit.record({ at: call.now, who: authorOf(call), where: chat, what, result });
    };
    if (!includes(call.role, who)) {
      await record('refused');
      return wording.commands.refused(who);
    }
    try {
      const answer = await command.run(call);
      const isRefusal = typeof answer !== 'string' && answer.refused === true;
      await record(isRefusal ? 'refused' : args === '?' ? 'not-understood' : 'done');
      return answer;
    } catch (error) {
      await record('failed').catch(() => {}); // the command's own error says more
      throw error;
    }
  };
}
