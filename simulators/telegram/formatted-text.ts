import { withAutoEntities } from './auto-entities.ts';
import { parseHtml } from './html.ts';
import { list, text as textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import type { Entity, FormattedText, Wire } from './words.ts';

/** The longest text of a message, in UTF-16 units after its markup was parsed. */
const textLimit = 4096;

/** The text a bot sends: parsed, trimmed and checked for its length. @throws Refusal */
export function formattedText(parameters: Wire): FormattedText {
  const source = textOf(parameters, 'text').replaceAll('\r', '');
  const mode = textOf(parameters, 'parse_mode').toLowerCase();
  if (mode !== '' && mode !== 'html') throw badRequest('unsupported parse_mode (the simulator knows HTML)');
  const parsed =
    mode === 'html'
      ? parseHtml(source)
      : { text: source, entities: (list(parameters, 'entities') ?? []) as Entity[] };
  const { text, entities } = trimmed(parsed.text, parsed.entities);
  if (text === '') throw badRequest('message text is empty');
  if (text.length > textLimit) throw badRequest('message is too long');
  return {
    text,
    html: mode === 'html' ? source : escapeHtml(text),
    entities: withAutoEntities(text, entities),
  };
}

/** The text a person types, with whatever Telegram recognises in it. */
export const plainText = (text: string, entities: readonly Entity[] = []): FormattedText => ({
  text,
  html: escapeHtml(text),
  entities: withAutoEntities(text, entities),
});

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Telegram drops white space at both ends, so an edit that only adds some is "not modified". */
function trimmed(text: string, entities: readonly Entity[]): { text: string; entities: Entity[] } {
  const start = Math.min(text.length - text.trimStart().length, ...entities.map(({ offset }) => offset));
  const end = Math.max(text.trimEnd().length, start);
  const kept = entities.map(entity => {
    const offset = entity.offset - start;
    return { ...entity, offset, length: Math.min(entity.length, end - start - offset) };
  });
  return { text: text.slice(start, end), entities: kept.filter(({ length }) => length > 0) };
}
