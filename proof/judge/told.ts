import { charges, type Verdict } from './verdict.ts';

/** The counts as a table, the same for the same counts, and the verdict in a line. */
export function told(verdict: Verdict): string {
  return `${table(verdict)}\nverdict: ${inAWord(verdict)}`;
}

function table({
  questions,
  answered,
  commands,
  commandsAnswered,
  unheard,
  counts,
  allowed,
}: Verdict): string {
  const rows: readonly (readonly [string, number])[] = [
    ['questions', questions],
    ['answered whole', answered],
    ['commands', commands],
    ['commands answered', commandsAnswered],
    ['never handed to the bot', unheard],
    ...charges.map(charge => [charge, counts[charge]] as const),
    ['allowed: apologies', allowed.apologies],
    ['allowed: failures', allowed.failures],
    ['allowed: cuts', allowed.cuts],
    ['allowed: Telegram’s one-call window', allowed.window],
    ['allowed: that of DingTalk’s messages', allowed.dingtalkWindow],
  ];
  const names = Math.max(...rows.map(([name]) => name.length));
  const figures = Math.max(...rows.map(([, count]) => String(count).length));
  return rows.map(([name, count]) => `${name.padEnd(names)}  ${String(count).padStart(figures)}`).join('\n');
}

function inAWord({ counts }: Verdict): string {
  const guilty = charges.filter(charge => counts[charge] > 0);
  return guilty.length === 0 ? 'innocent' : `guilty of ${guilty.join(', ')}`;
}
