import type { Bans } from '../../people/bans.ts';
import { toldBan } from '../../people/told-ban.ts';
import type { Call } from '../command.ts';
import { listed } from '../listed.ts';

/** The bans that hold, as `/ban` and `/unban` show them. @param timeZone `TIME_ZONE` */
export async function banList(
  bans: Pick<Bans, 'list'>,
  { wording, now }: Pick<Call, 'wording' | 'now'>,
  timeZone: string,
): Promise<string> {
  const rows = (await bans.list(now)).map(({ subject, ...ban }) => ({
    ...(subject && { subject }),
    ...toldBan(ban, timeZone),
  }));
  return wording.commands.doors.ban.list(listed(rows));
}
