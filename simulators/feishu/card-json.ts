import { elementsOf, topElements } from './elements.ts';
import { countTables, imagesOf, mentionsIn } from './markdown.ts';
import { badContent, Refusal } from './refusal.ts';
import type { Wire } from './words.ts';

/** A card's JSON may have so many bytes of UTF-8. */
const cardLimitBytes = 30 * 1024;
const mostTables = 3;

/** What only schema 1.0 knows. */
const bygoneTags = ['action', 'note'];

/** The config of a card. */
export const configOf = (card: Wire): Wire => (card['config'] as Wire | undefined) ?? {};

/** A card from its JSON, of schema 2.0 or, with `anySchema`, of an older one. @throws Refusal */
export function parseCard(source: unknown, { anySchema = false } = {}): Wire {
  const card = parse(source);
  if (!anySchema && card['schema'] !== '2.0') throw new Refusal(200220, 'card schema must be 2.0');
  return card;
}

function parse(source: unknown): Wire {
  try {
    const card = JSON.parse(String(source));
    if (typeof card === 'object' && card !== null && !Array.isArray(card)) return card;
  } catch {}
  throw new Refusal(200220, 'card is not a JSON object');
}

/**
 * @param knows whether somebody of this open id is there to be mentioned
 * @throws Refusal for whatever makes this card impossible; `tooLong` when it is over 30 KB
 */
export function checkCard(card: Wire, knows: (openId: string) => boolean, tooLong: () => Refusal): void {
  if (configOf(card)['update_multi'] === false) throw new Refusal(300302, 'update_multi must be true');
  if (topElements(card).length === 0) throw new Refusal(300307, 'card has no element');
  const elements = elementsOf(card);
  checkIds(elements);
  if (card['schema'] === '2.0') checkTags(elements);
  checkMarkdown(elements, knows);
  if (Buffer.byteLength(JSON.stringify(card)) > cardLimitBytes) throw tooLong();
}

function checkIds(elements: Wire[]): void {
  const ids = elements.map(element => element['element_id']).filter(id => id !== undefined);
  const wrong = ids.find((id, index) => !isElementId(id) || ids.indexOf(id) !== index);
  if (wrong !== undefined) throw new Refusal(300301, `element_id is invalid or not unique: ${wrong}`);
}

const isElementId = (id: unknown): boolean => /^[A-Za-z][A-Za-z0-9_]{0,19}$/.test(String(id));

function checkTags(elements: Wire[]): void {
  const bygone = elements.find(({ tag }) => typeof tag !== 'string' || bygoneTags.includes(tag));
  if (bygone)
    throw badContent(
      200861,
      `cards of schema V2 no longer support this capability; ErrorValue: ${bygone['tag']}`,
    );
}

function checkMarkdown(elements: Wire[], knows: (openId: string) => boolean): void {
  const texts = elements.filter(({ tag }) => tag === 'markdown').map(({ content }) => String(content ?? ''));
  const tables =
    elements.filter(({ tag }) => tag === 'table').length +
    texts.reduce((sum, text) => sum + countTables(text), 0);
  if (tables > mostTables) throw badContent(11310, 'card table number over limit; ErrorValue: table');
  const picture = texts.flatMap(imagesOf).find(source => !source.startsWith('img_'));
  if (picture !== undefined) throw badContent(200570, `invalid image key; ErrorValue: ${picture}`);
  const stranger = texts.flatMap(mentionsIn).find(id => id !== 'all' && !knows(id));
  if (stranger !== undefined) throw badContent(100290, `invalid user id; ErrorValue: ${stranger}`);
}
