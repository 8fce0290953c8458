import type { Repeated } from './repeat.ts';
import { meetsAim } from './row.ts';

/** What was seen, one line each, in columns. */
export function table(rows: readonly Repeated[]): string {
  const cells = rows.map(row => [
    row.what,
    shown(row.value, row.unit),
    row.least === row.most ? '' : `${digits(row.least)}–${digits(row.most)}`,
    aimOf(row),
    row.aim ? (meetsAim(row) ? '✓' : '✗') : '',
  ]);
  const lines = [['what', 'value', 'spread', 'aim', ''], ...cells];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0))) ?? [];
  return lines
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function aimOf({ aim, unit }: Repeated): string {
  if (!aim) return '';
  return 'atMost' in aim ? `≤ ${shown(aim.atMost, unit)}` : `≥ ${shown(aim.atLeast, unit)}`;
}

const shown = (value: number, unit: string) => `${digits(value)} ${unit}`.trim();

/** Three digits say what can be said. */
function digits(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}
