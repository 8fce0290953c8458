import { charges, type Verdict } from './verdict.ts';

/** The counts as a table, the same for the same counts. */
export function told({ questions, answered, unheard, counts, allowed }: Verdict): string {
  const rows: readonly (readonly [string, number])[] = [
    ['questions', questions],
    ['answered whole', answered],
    ['never handed to the bot', unheard],
    ...charges.map(charge => [charge, counts[charge]] as const),
    ['allowed: apologies', allowed.apologies],
    ['allowed: failures', allowed.failures],
    ['allowed: cuts', allowed.cuts],
    ['allowed: one-call window', allowed.window],
  ];
  const names = Math.max(...rows.map(([name]) => name.length));
  const figures = Math.max(...rows.map(([, count]) => String(count).length));
  return rows.map(([name, count]) => `${name.padEnd(names)}  ${String(count).padStart(figures)}`).join('\n');
}
