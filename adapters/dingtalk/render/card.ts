import { markdownPen } from '../../../src/markdown/dialect/pen.ts';
import { writeTable } from '../../../src/markdown/dialect/table.ts';
import { disarmCode, escapeLineStart, escapeText } from './escape.ts';
import { hrefUnits, type Language } from './language.ts';
import { writeRecords } from './records.ts';

/**
 * The Markdown of AI cards, with tables and code. A line feed is no line break there, `<br>` is. Whether they strike out
 * is not said; two tildes are understood by people, too.
 */
export const card: Language = {
  dialect: {
    text(text, place) {
      const escaped = escapeText(text, place, /[`*_~]/).replaceAll('\n', '<br>');
      return place.lineStart ? escapeLineStart(escaped) : escaped;
    },
    newline: text => (text.startsWith('\n') ? '<br>' : text),
    code: disarmCode,
    bar: '\\|',
    tablesAtMost: Number.POSITIVE_INFINITY,
  },
  pen: limitBytes => ({
    ...markdownPen({
      hrefUnits: hrefUnits(limitBytes),
      table: (ink, table, write) =>
        writeTable(ink, table, write, {
          dialect: card.dialect,
          bytes: limitBytes,
          overlong: ({ head, rows }) => writeRecords(ink, head, rows, write),
        }),
    }),
    rule: '———',
  }),
};
