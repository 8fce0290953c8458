import { PlatformFailure } from '../../../src/errors.ts';
import type { ReplyTarget } from '../../../src/platform.ts';
import type { Endpoint } from '../api/endpoints.ts';
import { isStaff } from '../staff.ts';

/** Whom a message of the robot's goes to: the call, and what it says of that. */
export interface Recipient {
  readonly endpoint: Extract<Endpoint, 'sendToGroup' | 'sendToPerson'>;
  readonly receiver: Readonly<Record<string, unknown>>;
}

/** Throws `PlatformFailure` for who is no member of the organisation: a robot cannot write to them. */
export function recipientOf({ chat, asker }: ReplyTarget): Recipient {
  if (chat.kind === 'group') return { endpoint: 'sendToGroup', receiver: { openConversationId: chat.id } };
  // An alert goes to a person, whom the chat's id names.
  const person = asker?.id ?? chat.id;
  if (!isStaff(person))
    throw new PlatformFailure(
      'refused',
      'Who is outside of the organisation is reached by a session webhook only, for 90 minutes',
    );
  return { endpoint: 'sendToPerson', receiver: { userIds: [person] } };
}
