import type { Person } from '../words.ts';

/** Somebody whom a message mentions, or everybody. */
export type Mentioned = Person | 'all';

const called = (mentioned: Mentioned): string => (mentioned === 'all' ? '@所有人' : `@${mentioned.name}`);

/** A text as people read it (`shown`) and as it travels (`written`), where the mention of the bot is cut and its blank stays. */
export function writeMentions(text: string, mentions: readonly Mentioned[], bot: Person) {
  const missing = mentions.filter(mentioned => !text.includes(called(mentioned)));
  const shown = [...missing.map(called), text].filter(Boolean).join(' ');
  const written = mentions.includes(bot) ? shown.replace(called(bot), '') : shown;
  return { shown, written };
}

/** How a screen names who is mentioned. */
export const mentionedId = (mentioned: Mentioned): string =>
  mentioned === 'all' ? 'all' : (mentioned.staffId ?? mentioned.senderId);
