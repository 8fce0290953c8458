import { personKey } from '../../message.ts';
import { chatSubject, nameOf, type Target } from '../../people/subject.ts';
import type { Call } from '../command.ts';

/** Why a target cannot be shut out: `ADMINS` never are, and who asks is one. */
export function untouchable(
  { subject }: Target,
  { message, chat }: Pick<Call, 'message' | 'chat'>,
  isAdmin: (person: string) => boolean,
): 'isYou' | 'isAdmin' | undefined {
  const isOwnChat = message.chat.kind === 'direct' && subject === chatSubject(chat);
  if (isOwnChat || nameOf(subject) === personKey(message.platform, message.sender.id)) return 'isYou';
  return isAdmin(nameOf(subject)) ? 'isAdmin' : undefined;
}
