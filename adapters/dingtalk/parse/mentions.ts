import type { Person } from '../../../src/message.ts';
import type { RobotMessage } from '../wire.ts';

/** `@` and what follows it without a blank. */
const written = /@([^\s@]+)/gu;

/**
 * The people whom a message mentions beside us. DingTalk cuts their names out of the text, and tells none: the end of an
 * id tells them apart. Where one name was left in the text and one person is meant, it is theirs.
 * @param text the message's words
 */
export function mentionsOf({ atUsers = [], chatbotUserId }: RobotMessage, text: string): readonly Person[] {
  const others = atUsers.filter(({ dingtalkId }) => dingtalkId === undefined || dingtalkId !== chatbotUserId);
  const ids = others.flatMap(({ staffId, dingtalkId }) => {
    // One without an id of the organisation may be us, where we are not told who we are.
    const id = staffId ?? (chatbotUserId === undefined ? undefined : dingtalkId);
    return id === undefined ? [] : [id];
  });
  const people = [...new Set(ids)];
  const names = [...text.matchAll(written)].map(([, name = '']) => name);
  const [name] = people.length === 1 && names.length === 1 ? names : [];
  return people.map(id => ({ id, name: name ?? id.slice(-4) }));
}
