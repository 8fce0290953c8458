import type { Accept } from '../../../src/platform.ts';
import type { Admins } from '../admins.ts';
import { type Parsed, parse } from '../parse.ts';
import type { Sessions } from '../sessions.ts';

/** Takes one message, however it came. Resolves once it is safe, and rejects when DingTalk must deliver it again. */
export type TakeMessage = (payload: unknown) => Promise<'taken' | 'malformed'>;

export function messageTaker(
  { sessions, admins }: { readonly sessions: Pick<Sessions, 'keep'>; readonly admins: Pick<Admins, 'note'> },
  accept: Accept,
): TakeMessage {
  /** What its answer will need: whoever takes the message up finds it. */
  async function noteBeside({ arrival, session, isAdmin }: Parsed): Promise<void> {
    const { chat, sender } = arrival.message;
    // Alerts go to a person, whose chat is not known.
    const places = chat.kind === 'direct' ? [chat.id, sender.id] : [chat.id];
    await Promise.all([
      session && sessions.keep(places, session.url, session.expiresAt),
      isAdmin !== undefined && admins.note(sender.id, isAdmin),
    ]);
  }

  return async payload => {
    const parsed = parse(payload);
    if (parsed === 'malformed') return parsed;
    if (parsed.arrival.address !== 'none') await noteBeside(parsed);
    await accept(parsed.arrival);
    return 'taken';
  };
}
