import { badRequest } from './refusal.ts';
import type { Entity } from './words.ts';

/** Tag → the entity it makes. core.telegram.org/bots/api#html-style */
const tags: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface Open {
  readonly tag: string;
  readonly offset: number;
  readonly attributes: Record<string, string>;
}

/**
 * Telegram's HTML as plain text and entities (UTF-16 offsets). Exactly its tags are known; anything else is
 * refused with the vendor's words and the position in UTF-8 bytes. @throws Refusal
 */
export function parseHtml(html: string): { text: string; entities: Entity[] } {
  const entities: Entity[] = [];
  const open: Open[] = [];
  const token =
    /<(\/?)([^\s<>/]*)((?:[^<>"']|"[^"]*"|'[^']*')*)(>?)|&(?:#(\d+)|#x([\da-f]+)|([a-z]+));|[^<&]+|&/giy;
  let text = '';
  for (const match of html.matchAll(token)) {
    const [whole, slash, name, rest = '', close, decimal, hex, word] = match;
    const at = () => Buffer.byteLength(html.slice(0, match.index));
    if (!whole.startsWith('<')) {
      text += word === undefined ? numeric(whole, decimal, hex) : (named[word] ?? whole);
    } else if (close === '' && (slash || rest === '')) {
      throw unparsable(`Unclosed ${slash ? 'end' : 'start'} tag at byte offset ${at()}`);
    } else if (slash) {
      const last = open.pop();
      if (!last) throw unparsable(`Unexpected end tag at byte offset ${at()}`);
      if (name && name.toLowerCase() !== last.tag)
        throw unparsable(
          `Unmatched end tag at byte offset ${at()}, expected "</${last.tag}>", found "</${name}>"`,
        );
      const entity = entityOf(last, text, open, entities);
      if (entity.length > 0 && !(entity.type === 'text_link' && !entity.url)) entities.push(entity);
    } else {
      open.push(startOf((name ?? '').toLowerCase(), rest, text.length, at));
      if (close === '') throw unparsable(`Unclosed start tag at byte offset ${at()}`);
    }
  }
  const left = open.at(-1);
  if (left) throw unparsable(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

const unparsable = (why: string) => badRequest(`can't parse entities: ${why}`);

function numeric(whole: string, decimal?: string, hex?: string): string {
  const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0;
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

function startOf(tag: string, source: string, offset: number, at: () => number): Open {
  if (!Object.hasOwn(tags, tag)) throw unparsable(`Unsupported start tag "${tag}" at byte offset ${at()}`);
  const attributes: Record<string, string> = {};
  const rest = source.replace(
    /\s+([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi,
    (_, key, a, b, c) => {
      attributes[key.toLowerCase()] = parseHtml(a ?? b ?? c ?? '').text;
      return '';
    },
  );
  if (rest.trim() !== '')
    throw unparsable(
      `Expected equal sign in declaration of an attribute of the tag "${tag}" at byte offset ${at()}`,
    );
  if (tag === 'span' && attributes['class'] !== 'tg-spoiler')
    throw unparsable(`Tag "span" must have class "tg-spoiler" at byte offset ${at()}`);
  return { tag, offset, attributes };
}

function entityOf({ tag, offset, attributes }: Open, text: string, open: Open[], entities: Entity[]): Entity {
  const span = { offset, length: text.length - offset };
  const language = attributes['class']?.match(/^language-(.+)$/)?.[1];
  if (tag === 'code' && language && open.at(-1)?.tag === 'pre') return { type: 'code', ...span, language };
  if (tag === 'pre') {
    const inner = entities.findIndex(
      other => other.type === 'code' && other.offset === offset && other.length === span.length,
    );
    const [code] = inner < 0 ? [] : entities.splice(inner, 1);
    return { type: 'pre', ...span, ...(code?.language && { language: code.language }) };
  }
  if (tag === 'a') {
    const href = attributes['href'] ?? text.slice(offset);
    const id = href.match(/^tg:\/\/user\?id=(\d+)$/)?.[1];
    return id
      ? { type: 'text_mention', ...span, user: { id: Number(id) } }
      : { type: 'text_link', ...span, url: linkOf(href) };
  }
  if (tag === 'tg-emoji')
    return { type: 'custom_emoji', ...span, custom_emoji_id: attributes['emoji-id'] ?? '' };
  if (tag === 'blockquote' && 'expandable' in attributes) return { type: 'expandable_blockquote', ...span };
  return { type: tags[tag] ?? tag, ...span };
}

/** The address as Telegram keeps it, or nothing for one that it drops without a word. */
function linkOf(href: string): string {
  const address = /^[a-z][a-z\d+.-]*:/i.test(href) ? href : `http://${href}`;
  return URL.canParse(address) && /^(https?|tg|ton|mailto|tel):/i.test(address) ? new URL(address).href : '';
}
