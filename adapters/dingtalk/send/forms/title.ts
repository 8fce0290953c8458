/** Graphemes of the answer that the list of chats shows. */
const titleLength = 24;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The first words of a message, for the list of chats. @param plain its text without formatting */
export function titleOf(plain: string): string {
  const words = plain.slice(0, 500).replaceAll(/\s+/g, ' ').trim();
  const first = [...graphemes.segment(words)].slice(0, titleLength).map(({ segment }) => segment);
  return first.join('') || '…';
}
