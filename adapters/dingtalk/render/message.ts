import { markdownPen } from '../../../src/markdown/dialect/pen.ts';
import { escapeLineStart, escapeText, withHardBlanks } from './escape.ts';
import { hrefUnits, type Language } from './language.ts';
import { writeRecords } from './records.ts';

/** Two blanks before a line feed make it a line break, which it is not by itself. */
const lineBreak = '  \n';

/** The Markdown of messages and standard cards: no tables, no code, nothing struck out. */
export const message: Language = {
  dialect: {
    text: (text, place) =>
      escapeText(text, place, /[`*_]/)
        .split('\n')
        .map((line, index) => (index > 0 || place.lineStart ? escapeLineStart(line) : line))
        .join(lineBreak)
        // An empty line would end the paragraph, and with it what is bold.
        .replaceAll(/(?<=\n)(?= {2}\n)/g, '\u00a0'),
    newline: text => text.replace('\n', lineBreak),
    code: code => code,
    bar: '|',
    tablesAtMost: 0,
  },
  pen: limitBytes => {
    const pen = markdownPen({
      hrefUnits: hrefUnits(limitBytes),
      table(ink, { children: [head, ...rows] }, write) {
        if (head && rows.length === 0) writeRecords(ink, undefined, [head], write);
        writeRecords(ink, head, rows, write);
      },
    });
    return {
      ...pen,
      rule: '———',
      fence: (ink, code) => pen.quote(ink, () => ink.write(withHardBlanks(code))),
      code: (ink, code) => ink.write(code),
      emphasis(ink, node, write) {
        if (node.type === 'delete') write(ink, node.children);
        else pen.emphasis(ink, node, write);
      },
    };
  },
};
