import { eastAsianWidth } from 'get-east-asian-width';

/** How a column stands; as mdast has it. */
export type Alignment = 'left' | 'right' | 'center' | null | undefined;

/** How many columns a text takes in a fixed-width font. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(/\u200d.|\p{M}|\ufe0f/gu, '')) {
    width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}

function pad(text: string, width: number, align: Alignment): string {
  const gap = width - widthOf(text);
  const left = align === 'right' ? gap : align === 'center' ? Math.floor(gap / 2) : 0;
  return ' '.repeat(left) + text + ' '.repeat(gap - left);
}

/** The widest line of a table that `drawTable` draws, in columns of a fixed-width font: a Chinese character takes two. */
export function drawnWidth(rows: readonly (readonly string[])[]): number {
  return columnWidths(rows).reduce((sum, width) => sum + width + 3, -3);
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const columns = Math.max(...rows.map(row => row.length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...rows.map(row => widthOf(row[column] ?? ''))),
  );
}

/** A table of plain texts, drawn with blanks, bars and dashes for a fixed-width font. The first row is its head. */
export function drawTable(
  rows: readonly (readonly string[])[],
  align: readonly Alignment[] | null | undefined,
): string {
  const widths = columnWidths(rows);
  const [head, ...body] = rows.map(row =>
    widths
      .map((width, column) => pad(row[column] ?? '', width, align?.[column]))
      .join(' | ')
      .trimEnd(),
  );
  const rule = widths.map(width => '-'.repeat(width)).join('-+-');
  return [head, rule, ...body].join('\n');
}
