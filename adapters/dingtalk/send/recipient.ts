import { PlatformFailure } from '../../../src/errors.ts';
import type { ReplyTarget } from '../../../src/platform.ts';
import type { Endpoint } from '../api/endpoints.ts';
import type { CoolApps } from '../cool-apps.ts';
import { isStaff } from '../staff.ts';

/** Whom a message of the robot's goes to: the call, and what it says of that. */
export interface Recipient {
  readonly endpoint: Extract<Endpoint, 'sendToGroup' | 'sendToPerson'>;
  readonly receiver: Readonly<Record<string, unknown>>;
}

/** Throws `PlatformFailure` for who is no member of the organisation: a robot cannot write to them. */
export async function recipientOf(
  { chat, asker }: ReplyTarget,
  coolApps: Pick<CoolApps, 'codeOf'>,
): Promise<Recipient> {
  if (chat.kind === 'group') {
    const coolAppCode = await coolApps.codeOf(chat.id);
    const receiver = { openConversationId: chat.id, ...(coolAppCode !== undefined && { coolAppCode }) };
    return { endpoint: 'sendToGroup', receiver };
  }
  // An alert goes to a person, whom the chat's id names.
  const person = asker?.id ?? chat.id;
  if (!isStaff(person))
    throw new PlatformFailure(
      'refused',
      'Who is outside of the organisation is reached by a session webhook only, for 90 minutes',
    );
  return { endpoint: 'sendToPerson', receiver: { userIds: [person] } };
}
