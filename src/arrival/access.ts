import type { Names } from '../config/fields.ts';
import { chatKey, type IncomingMessage, personKey, type Role, type Visitor } from '../message.ts';

/** Who may use the bot: `ADMINS`, `ALLOWED_CHATS`, `ALLOWED_USERS`. */
export interface AccessRules {
  readonly admins: ReadonlySet<string>;
  readonly chats: Names;
  readonly users: Names;
  /** Platforms where everybody may as long as neither list names any of its ids: where only one company can write. */
  readonly openByDefault: ReadonlySet<string>;
}

/** Whether this is one of `ADMINS`. Who speaks as the group is any of its admins. */
export function isAdmin(
  { platform, chat, sender }: Visitor,
  { admins }: Pick<AccessRules, 'admins'>,
): boolean {
  const isNamed = chat.kind === 'direct' || sender.id !== chat.id;
  return isNamed && admins.has(personKey(platform, sender.id));
}

/** Whether somebody may be answered: they or their chat are allowed. */
export function allowed(visitor: Visitor, rules: AccessRules): boolean {
  const person = personKey(visitor.platform, visitor.sender.id);
  if (isAdmin(visitor, rules)) return true;
  if (has(rules.users, person) || has(rules.chats, chatKey(visitor))) return true;
  const listed = [rules.users, rules.chats].some(names => mentions(names, visitor.platform));
  return !listed && rules.openByDefault.has(visitor.platform);
}

/** What the sender may do here. @param isChatAdmin the platform's word on it; everybody runs their own direct chat. */
export function roleOf(
  message: IncomingMessage,
  rules: Pick<AccessRules, 'admins'>,
  isChatAdmin: boolean,
): Role {
  if (isAdmin(message, rules)) return 'admin';
  return isChatAdmin || message.chat.kind === 'direct' ? 'chat-admin' : 'member';
}

function has(names: Names, name: string): boolean {
  return names === '*' || names.has(name);
}

/** Whether a list says anything about this platform. */
function mentions(names: Names, platform: string): boolean {
  return names === '*' || [...names].some(name => name.startsWith(`${platform}:`));
}
