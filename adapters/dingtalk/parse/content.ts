import { fieldOf, wordOf } from '../../../src/json.ts';
import type { Content } from '../../../src/message.ts';

/** What a message carries, and its words. */
export interface Carried {
  readonly content: Content;
  readonly text: string;
}

/** https://open.dingtalk.com/document/orgapp/the-robot-receives-the-message */
const meanings: ReadonlyMap<string, Content> = new Map([
  ['picture', 'picture'],
  ['video', 'video'],
  ['file', 'file'],
]);

/**
 * Reads what stands beside `msgtype`. A voice that DingTalk has understood is as good as written.
 * @param text the message's `text`; our mention is cut out of it, its blanks are not
 * @param content the message's `content`, of all other types
 */
export function contentOf(type: string, text: unknown, content: unknown): Carried {
  switch (type) {
    case 'text':
      return { content: 'text', text: wordOf(text, 'content').trim() };
    case 'richText':
      return richText(fieldOf(content, 'richText'));
    case 'audio': {
      const heard = wordOf(content, 'recognition').trim();
      return { content: heard === '' ? 'voice' : 'text', text: heard };
    }
    default:
      return { content: meanings.get(type) ?? 'other', text: '' };
  }
}

/** Pieces of text, pictures and mentions in order. */
export function richText(pieces: unknown): Carried {
  const list = Array.isArray(pieces) ? pieces : [];
  // A mention comes without an id: the one that begins the message is taken for ours.
  const own = list.findIndex(piece => kindOf(piece) === 'at' || wordsOf(piece).trim() !== '');
  const spoken = kindOf(list[own]) === 'at' ? list.toSpliced(own, 1) : list;
  const text = spoken.map(wordsOf).join('').trim();
  const picture = list.some(piece => wordOf(piece, 'downloadCode') !== '' || kindOf(piece) === 'picture');
  return { content: text === '' && picture ? 'picture' : 'text', text };
}

/** What one piece reads as; a picture, and what is not known, as nothing. */
function wordsOf(piece: unknown): string {
  const words = wordOf(piece, 'text') || wordOf(piece, 'content');
  if (kindOf(piece) === 'picture') return '';
  if (kindOf(piece) !== 'at') return words;
  const name = wordOf(piece, 'atName') || words;
  return name === '' ? '' : `@${name.replace(/^@/, '')} `;
}

const kindOf = (piece: unknown): string => wordOf(piece, 'type') || wordOf(piece, 'msgType');
