import type { Accept } from '../../../src/platform.ts';
import type { Acquaintances } from '../acquaintances.ts';
import type { Admins } from '../admins.ts';
import { type Parsed, parse } from '../parse.ts';
import type { Sessions } from '../sessions.ts';
import { recognise } from './recognise.ts';

/** Takes one message, however it came. Resolves once it is safe, and rejects when DingTalk must deliver it again. */
export type TakeMessage = (payload: unknown) => Promise<'taken' | 'malformed'>;

/** What the messages tell is kept by these. */
export interface Notebooks {
  readonly sessions: Pick<Sessions, 'keep'>;
  readonly admins: Pick<Admins, 'note'>;
  readonly acquaintances: Acquaintances;
}

export function messageTaker({ sessions, admins, acquaintances }: Notebooks, accept: Accept): TakeMessage {
  /** What its answer will need: whoever takes the message up finds it. */
  async function noteBeside({ arrival, session, encryptedId, isAdmin }: Parsed): Promise<void> {
    const { chat, sender } = arrival.message;
    // Alerts go to a person, whose chat is not known.
    const places = chat.kind === 'direct' ? [chat.id, sender.id] : [chat.id];
    await Promise.all([
      session && sessions.keep(places, session.url, session.expiresAt),
      isAdmin !== undefined && admins.note(sender.id, isAdmin),
      encryptedId !== undefined && acquaintances.note(encryptedId, sender.id),
    ]);
  }

  return async payload => {
    const parsed = parse(payload);
    if (parsed === 'malformed') return parsed;
    const { arrival } = parsed;
    if (arrival.address === 'none') {
      await accept(arrival);
      return 'taken';
    }
    await noteBeside(parsed);
    await accept({ ...arrival, message: await recognise(arrival.message, acquaintances) });
    return 'taken';
  };
}
