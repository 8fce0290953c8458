import type { Root } from 'mdast';
import { parseMarkdown } from './parse.ts';
import { independentParts } from './parts.ts';

/** Reads one answer while it grows: remembers the parts of its last state, and looks only at those that are new. */
export function openReader<Text>(write: (root: Root) => Text): (markdown: string) => Text[] {
  let known = new Map<string, Text>();
  return markdown => {
    const parts = new Map<string, Text>();
    const texts = independentParts(markdown).map(part => {
      const text = known.get(part) ?? parts.get(part) ?? write(parseMarkdown(part));
      parts.set(part, text);
      return text;
    });
    known = parts;
    return texts;
  };
}
