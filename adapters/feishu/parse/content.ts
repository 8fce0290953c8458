import { fieldOf, jsonOf, wordOf } from '../../../src/json.ts';
import type { Content } from '../../../src/message.ts';

/** What a message carries, and its words; placeholders of mentions are still in them. */
export interface Carried {
  readonly content: Content;
  readonly text: string;
}

/** https://open.feishu.cn/document/server-docs/im-v1/message-content-description/message_content */
const meanings: ReadonlyMap<string, Content> = new Map(
  Object.entries<Content>({
    image: 'picture',
    audio: 'voice',
    media: 'video',
    file: 'file',
    folder: 'file',
    sticker: 'sticker',
    location: 'place',
  }),
);

/** Reads `content`, which is JSON in a string. Undefined for a service message, which nobody wrote. */
export function contentOf(type: string, content: string): Carried | undefined {
  if (type === 'system') return undefined;
  const json = jsonOf(content);
  if (type === 'text') return { content: 'text', text: wordOf(json, 'text') };
  if (type === 'post') return fromPost(json);
  return { content: meanings.get(type) ?? 'other', text: '' };
}

/** Rich text: paragraphs of tagged pieces, by themselves or once for each language. */
function fromPost(json: unknown): Carried {
  const post = Array.isArray(fieldOf(json, 'content')) ? json : Object.values(json ?? {})[0];
  const paragraphs = fieldOf(post, 'content');
  const pieces = Array.isArray(paragraphs) ? paragraphs.filter(Array.isArray) : [];
  const title = wordOf(post, 'title');
  const lines = pieces.map(paragraph => paragraph.map(wordsOf).join(''));
  const text = [...(title === '' ? [] : [title]), ...lines].join('\n').trim();
  const picture = pieces.flat().some(piece => fieldOf(piece, 'tag') === 'img');
  return { content: text === '' && picture ? 'picture' : 'text', text };
}

/** What one piece of rich text reads as; a picture, and what is not known, as nothing. */
function wordsOf(piece: unknown): string {
  const word = (name: string) => wordOf(piece, name);
  switch (word('tag')) {
    case 'at':
      return word('user_id') === 'all' ? '@_all' : word('user_id');
    case 'a':
      return word('text') === word('href') ? word('href') : `${word('text')} (${word('href')})`;
    case 'code_block':
      return `\n\`\`\`${word('language').toLowerCase()}\n${word('text').trimEnd()}\n\`\`\`\n`;
    case 'emotion':
      return `:${word('emoji_type')}:`;
    default:
      return word('text');
  }
}
