import { betterOf, digits, middle, type Row, type Values } from './figure.ts';

const heads = ['scene', 'what', 'naive', 'yanqiao', 'better'] as const;

/** The rows as a table of Markdown, its columns padded for a terminal. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(row => [
    row.scene,
    row.what,
    shown(row.naive, row.unit),
    shown(row.yanqiao, row.unit),
    betterOf(row),
  ]);
  const lines = [[...heads], ...cells];
  const widths = heads.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  const [head = '', ...body] = lines.map(
    line => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [head, `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n');
}

/** The median, and how far the runs lay apart. */
function shown(values: Values, unit: string): string {
  const value = middle(values);
  if (value === undefined) return 'never';
  const seen = values.filter(it => it !== undefined);
  const [least, most] = [digits(Math.min(...seen)), digits(Math.max(...seen))];
  const spread = least === most ? '' : ` (${least}–${most})`;
  return `${digits(value)} ${unit}`.trim() + spread;
}
