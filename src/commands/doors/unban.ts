import type { Bans } from '../../people/bans.ts';
import { isListWord } from '../arguments/list-word.ts';
import { takeTarget } from '../arguments/target.ts';
import type { Call, Command } from '../command.ts';
import { banList } from './ban-list.ts';

/** `/unban`: takes a ban back. */
export function unbanCommand(needs: {
  readonly bans: Pick<Bans, 'lift' | 'list'>;
  /** Names of all platforms. */
  readonly platformNames: ReadonlySet<string>;
  /** `TIME_ZONE` */
  readonly timeZone: string;
}): Command {
  const { bans, platformNames, timeZone } = needs;
  const read = ({ args, message }: Call) => takeTarget(args, message, platformNames);
  return {
    name: 'unban',
    aliases: ['解封'],
    who: 'admin',
    auditArgs(args, call) {
      const reading = read(call);
      if (reading.kind === 'target' && reading.rest === '') return reading.target.subject;
      return args === '' || isListWord(args) ? '' : '?';
    },
    async run(call) {
      const words = call.wording.commands.doors;
      const reading = read(call);
      if (reading.kind === 'unknown-name') return words.unknownName(reading.name);
      if (reading.kind === 'target' && reading.rest === '') {
        const { target } = reading;
        const held = await bans.lift(target.subject, call.now);
        return held ? words.unban.lifted(target) : words.unban.notBanned(target);
      }
      if (call.args !== '' && !isListWord(call.args)) return words.unban.how;
      return `${await banList(bans, call, timeZone)}\n\n${words.unban.how}`;
    },
  };
}
