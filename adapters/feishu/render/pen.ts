import { markdownPen } from '../../../src/markdown/dialect/pen.ts';
import { writeTable } from '../../../src/markdown/dialect/table.ts';
import { dialect } from './dialect.ts';

/** A longer table becomes several: each must find room on a card. */
const tableBytes = 8000;

/** How cards show Markdown: as Markdown. */
export const pen = markdownPen({
  hrefUnits: 2048,
  table(ink, table, write) {
    writeTable(ink, table, write, { dialect, bytes: tableBytes, overlong: ({ drawn }) => ink.fence(drawn) });
  },
});
