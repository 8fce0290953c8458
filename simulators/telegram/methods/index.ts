import { chatMethods } from './chats.ts';
import { deliveryMethods } from './delivery.ts';
import { documentMethods } from './documents.ts';
import { messageMethods } from './messages.ts';
import type { Method } from './method.ts';
import { profileMethods } from './profile.ts';

const methods: Record<string, Method> = {
  ...profileMethods,
  ...deliveryMethods,
  ...messageMethods,
  ...documentMethods,
  ...chatMethods,
};

const names = new Map(Object.keys(methods).map(name => [name.toLowerCase(), name]));

/** The method of that name in its proper spelling; Telegram does not mind the case. */
export function findMethod(name: string): { name: string; run: Method | undefined } {
  const proper = names.get(name.toLowerCase()) ?? name;
  return { name: proper, run: Object.hasOwn(methods, proper) ? methods[proper] : undefined };
}
