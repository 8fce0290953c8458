import type { Person } from '../words.ts';

/** Somebody whom a message mentions, or everybody. */
export type Mentioned = Person | 'all';

const called = (mentioned: Mentioned): string => (mentioned === 'all' ? '@所有人' : `@${mentioned.name}`);

/**
 * A text as people read it (`shown`) and as it travels (`written`), where the mentions of people and of the bot are cut and
 * their blanks stay: so recorded payloads have it, and QwenLM/qwen-code#8638 reports it. Whether everybody's is cut is not
 * known.
 */
export function writeMentions(text: string, mentions: readonly Mentioned[], bot: Person) {
  const missing = mentions.filter(mentioned => !text.includes(called(mentioned)));
  const shown = [...missing.map(called), text].filter(Boolean).join(' ');
  const people = mentions.filter(mentioned => mentioned !== 'all');
  const names = [bot, ...people].map(called).sort((a, b) => b.length - a.length);
  return { shown, written: names.reduce((rest, name) => rest.replace(name, ''), shown) };
}

/** How a screen names who is mentioned. */
export const mentionedId = (mentioned: Mentioned): string =>
  mentioned === 'all' ? 'all' : (mentioned.staffId ?? mentioned.senderId);
