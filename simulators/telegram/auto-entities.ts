import type { Entity } from './words.ts';

// A mention needs no space before it after a Chinese character; only ASCII letters hold it off.
const patterns: Record<string, RegExp> = {
  url: /https?:\/\/[^\s<>"'，。！？；：、（）《》「」]+/g,
  mention: /(?<![A-Za-z0-9_])@[A-Za-z0-9_]{3,32}(?![A-Za-z0-9_])/g,
  bot_command: /(?<![A-Za-z0-9_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![A-Za-z0-9_/<>])/g,
};

/** Inside these nothing is found. */
const opaque = new Set(['pre', 'code', 'text_link', 'text_mention', ...Object.keys(patterns)]);

/** The entities of `known` and those that Telegram finds in a text by itself, sorted by offset. */
export function withAutoEntities(text: string, known: readonly Entity[]): Entity[] {
  const entities = [...known];
  for (const [type, pattern] of Object.entries(patterns)) {
    for (const { index, 0: match } of text.matchAll(pattern)) {
      const found: Entity = { type, offset: index, length: match.length };
      if (!entities.some(other => opaque.has(other.type) && overlap(found, other))) entities.push(found);
    }
  }
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

const overlap = (a: Entity, b: Entity): boolean =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length;
