/** Cuts a text into characters as people see them: a flag, or a family of four, is one. */
export const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
