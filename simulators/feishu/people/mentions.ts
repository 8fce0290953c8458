import { idsOf, tenantKey } from '../ids.ts';
import type { Person, Wire } from '../words.ts';

/** Somebody whom a message mentions, or everybody. */
export type Mentioned = Person | 'all';

/**
 * A text with mentions as people read it (`shown`) and as it travels (`written`): `@_user_1` for each of `keys`, and `@_all`,
 * which has no key.
 */
export function writeMentions(text: string, mentions: readonly Mentioned[], bot: Person) {
  const missing = mentions.filter(mentioned => !text.includes(called(mentioned)));
  const shown = [...missing.map(called), text].filter(Boolean).join(' ');
  const people = mentions.filter(mentioned => mentioned !== 'all');
  const keys = people.map((person, index): Wire & { key: string } => ({
    key: `@_user_${index + 1}`,
    id: idsOf(person.openId),
    mentioned_type: person.openId === bot.openId ? 'bot' : 'user',
    name: person.name,
    tenant_key: tenantKey,
  }));
  // Longer names first: one may begin with another.
  const marks = [
    ...people.map((person, index) => [called(person), `@_user_${index + 1}`] as const),
    everybody,
  ];
  marks.sort(([one], [other]) => other.length - one.length);
  const written = marks.reduce((line, [name, mark]) => line.replace(name, mark), shown);
  return { shown, written, keys };
}

const everybody = ['@所有人', '@_all'] as const;

const called = (mentioned: Mentioned): string => (mentioned === 'all' ? everybody[0] : `@${mentioned.name}`);
