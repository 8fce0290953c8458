import { chatKey, personKey, type Visitor } from '../message.ts';

/** Whom a rule, a ban or a quota is about: `user:telegram:1`, `chat:telegram:-100`. */
export type Subject = `${'user' | 'chat'}:${string}`;

/** Somebody, or a chat, as a command means them and people are told of them. */
export interface Target {
  readonly subject: Subject;
  /** How people call them, where the message says. */
  readonly name?: string;
}

/** A person, wherever they write. */
export function userSubject(platform: string, personId: string): Subject {
  return `user:${personKey(platform, personId)}`;
}

/** A chat. @param chat `platform:id` */
export function chatSubject(chat: string): Subject {
  return `chat:${chat}`;
}

/** Who it is, and in which chat: both are asked about at the door. */
export function subjectsOf(visitor: Visitor): { readonly user: Subject; readonly chat: Subject } {
  return {
    user: userSubject(visitor.platform, visitor.sender.id),
    chat: chatSubject(chatKey(visitor)),
  };
}

/** All that may be kept about whoever goes by a name (`platform:id`): a direct chat may have the person's own id. */
export function subjectsNamed(name: string): readonly Subject[] {
  return [`user:${name}`, `chat:${name}`];
}

/** The subject as `ADMINS` and `ALLOWED_*` write it: `platform:id`. */
export function nameOf(subject: Subject): string {
  return subject.slice(subject.indexOf(':') + 1);
}
