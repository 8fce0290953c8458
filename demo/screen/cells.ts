import { eastAsianWidth } from 'get-east-asian-width';
import type { Entity } from '../../simulators/telegram/words.ts';
import type { Style } from './ink.ts';

/** What takes a place of its own on the screen: a letter with its accents, an emoji. */
export interface Cell {
  readonly text: string;
  /** Columns: 0 for a line break, 1 or 2. */
  readonly width: number;
  readonly styles: ReadonlySet<Style>;
  /** Part of a block of code, or of a quote: a bar stands beside it. */
  readonly block: boolean;
}

const stylesOf: Readonly<Record<string, Style>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'struck',
  text_link: 'underline',
  url: 'underline',
  code: 'code',
  pre: 'code',
  blockquote: 'dim',
  expandable_blockquote: 'dim',
};

const barred: ReadonlySet<string> = new Set(['pre', 'blockquote', 'expandable_blockquote']);

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const lineBreak = /[\n\r]/;
/** What a terminal might obey instead of showing it. */
const control = /\p{Cc}|\p{Cf}(?<!\u200d)|[\u2028\u2029]/gu;
/** Asks for the colourful form of a character, which is wide. */
const emojiForm = '\ufe0f';

/** A formatted text, ready to be laid out: tabs are blanks, and nothing in it steers the terminal. */
export function cellsOf(text: string, entities: readonly Entity[]): Cell[] {
  return [...graphemes.segment(text)].flatMap(({ segment, index }) => {
    const around = entities.filter(({ offset, length }) => offset <= index && index < offset + length);
    const styles = new Set(around.flatMap(({ type }) => stylesOf[type] ?? []));
    const block = around.some(({ type }) => barred.has(type));
    if (lineBreak.test(segment)) return [{ text: '\n', width: 0, styles, block }];
    if (segment === '\t') return [{ text: '  ', width: 2, styles, block }];
    const shown = segment.replace(control, '');
    return shown === '' ? [] : [{ text: shown, width: widthOf(shown), styles, block }];
  });
}

/** Columns of a text without line breaks. */
export function columnsOf(text: string): number {
  return cellsOf(text, []).reduce((sum, { width }) => sum + width, 0);
}

function widthOf(grapheme: string): number {
  if (grapheme.includes(emojiForm)) return 2;
  return Math.max(...[...grapheme].map(character => eastAsianWidth(character.codePointAt(0) ?? 0)));
}
