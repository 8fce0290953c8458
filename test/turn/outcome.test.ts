import { expect, test } from 'vitest';
import { type Ending, type OutcomeKind, outcomeOf } from '../../src/turn/outcome.ts';
import { words } from '../support/turn-world.ts';

const usage = { promptTokens: 1, completionTokens: 2 };
const label = `*${words.aiLabel}*`;

/** How each ending looks with the label: the last state, whether it failed, and what the history remembers. */
const rows = {
  answered: [{ kind: 'answered', text: '好。', truncated: false, usage }, `好。\n\n${label}`, false, '好。'],
  stopped: [
    { kind: 'stopped', text: '好' },
    `好\n\n${words.stopped}\n\n${label}`,
    false,
    `好\n\n${words.stopped}`,
  ],
  cut: [{ kind: 'cut', text: '好' }, `好\n\n${words.cut}\n\n${label}`, true, undefined],
  cleared: [{ kind: 'cleared', usage }, words.cleared, false, undefined],
  failed: [{ kind: 'failed', failure: 'quota' }, words.failure.quota, true, undefined],
  'too-long': [{ kind: 'too-long', tokens: 9, limit: 5 }, words.tooLong(9, 5), true, undefined],
  'nothing-to-retry': [{ kind: 'nothing-to-retry' }, words.nothingToRetry, false, undefined],
  poisoned: [{ kind: 'poisoned' }, words.apology, true, undefined],
} as const satisfies Record<OutcomeKind, readonly [Ending, string, boolean, string | undefined]>;

test.each(Object.values(rows))(
  '$kind: what people read last, and what is remembered',
  (ending, text, failed, remembered) => {
    const outcome = outcomeOf(ending, words, true);
    expect(outcome).toMatchObject({ kind: ending.kind, markdown: text, failed });
    expect(outcome.remembered).toBe(remembered);
    expect(outcome.forget).toBe(ending.kind === 'cleared');
    if ('usage' in ending) expect(outcome.usage).toEqual(usage);
  },
);

test('without the label an answer is just the answer', () => {
  expect(outcomeOf(rows.answered[0], words, false).markdown).toBe('好。');
});

test("an answer that met the model's own limit says so", () => {
  const { markdown, remembered } = outcomeOf({ kind: 'answered', text: '好', truncated: true }, words, true);
  expect(markdown).toBe(`好\n\n${words.truncated}\n\n${label}`);
  expect(remembered).toBe('好');
});

test('an answer of nothing but space is none: it says so and leaves no trace', () => {
  const outcome = outcomeOf({ kind: 'answered', text: ' \n', truncated: false, usage }, words, true);
  expect(outcome).toEqual({ kind: 'answered', markdown: words.noAnswer, failed: true, forget: false, usage });
});

test('what was stopped before its first word is remembered as stopped', () => {
  const outcome = outcomeOf({ kind: 'stopped', text: '' }, words, true);
  expect(outcome).toMatchObject({ markdown: words.stoppedEmpty, remembered: words.stopped });
});
