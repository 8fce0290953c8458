import { expect, test } from 'vitest';
import { type Ending, type OutcomeKind, outcomeOf } from '../../src/turn/outcome.ts';
import { words } from '../support/turn-world.ts';

const label = `*${words.aiLabel}*`;
const spent = { model: 'script', calls: 2, usage: { promptTokens: 1, completionTokens: 2 } };
const outcome = (ending: Ending, thinking = '', labelled = true) =>
  outcomeOf({ ending, thinking, spent }, words, labelled);

/** How each ending looks with the label: the last state, whether it failed, and what the history remembers. */
const rows = {
  answered: [{ kind: 'answered', text: '好。', truncated: false }, `好。\n\n${label}`, false, '好。'],
  stopped: [
    { kind: 'stopped', text: '好' },
    `好\n\n${words.stopped}\n\n${label}`,
    false,
    `好\n\n${words.stopped}`,
  ],
  cut: [{ kind: 'cut', text: '好', failure: 'broken' }, `好\n\n${words.cut}\n\n${label}`, true, undefined],
  cleared: [{ kind: 'cleared' }, words.cleared, false, undefined],
  failed: [{ kind: 'failed', failure: 'quota' }, words.failure.quota, true, undefined],
  'too-long': [{ kind: 'too-long', tokens: 9, limit: 5 }, words.tooLong(9, 5), true, undefined],
  'question-refused': [{ kind: 'question-refused' }, words.questionRefused, true, undefined],
  'answer-refused': [{ kind: 'answer-refused' }, words.answerRefused, true, undefined],
  'nothing-to-retry': [{ kind: 'nothing-to-retry' }, words.nothingToRetry, false, undefined],
  poisoned: [{ kind: 'poisoned' }, words.apology, true, undefined],
} as const satisfies Record<OutcomeKind, readonly [Ending, string, boolean, string | undefined]>;

test.each(Object.values(rows))(
  '$kind: what people read last, and what is remembered',
  (ending, markdown, failed, remembered) => {
    const { remembered: kept, ...rest } = outcome(ending);
    expect(rest).toMatchObject({ kind: ending.kind, markdown, failed, spent });
    expect(kept).toBe(remembered);
    expect(rest.forget).toBe(ending.kind === 'cleared');
  },
);

test('without the label an answer is just the answer', () => {
  expect(outcome(rows.answered[0], '', false).markdown).toBe('好。');
});

test("an answer that met the model's own limit says so", () => {
  const { markdown, remembered } = outcome({ kind: 'answered', text: '好', truncated: true });
  expect(markdown).toBe(`好\n\n${words.truncated}\n\n${label}`);
  expect(remembered).toBe('好');
});

test('an answer that failed of something else than a broken stream says of what', () => {
  const { markdown } = outcome({ kind: 'cut', text: '我查一下。', failure: 'quota' }, '', false);
  expect(markdown).toBe(`我查一下。\n\n⚠️ ${words.failure.quota}`);
});

test('an answer of nothing but space is none: it says so and leaves no trace', () => {
  const ended = outcome({ kind: 'answered', text: ' \n', truncated: false }, '想了想。');
  expect(ended).toEqual({ kind: 'answered', markdown: words.noAnswer, failed: true, forget: false, spent });
});

test('what was stopped before its first word is remembered as stopped', () => {
  expect(outcome({ kind: 'stopped', text: '' })).toMatchObject({
    markdown: words.stoppedEmpty,
    remembered: words.stopped,
  });
});

test('what the model thought is folded above the answer, and not remembered', () => {
  const { markdown, remembered } = outcome(rows.answered[0], '先看问题。\n\n再想答案。', false);
  expect(markdown).toBe(`> [!THINKING] ${words.thoughts}\n> 先看问题。\n> 再想答案。\n\n好。`);
  expect(remembered).toBe('好。');
});

test('a text that may stay when its conversation is forgotten has words under it, and is not remembered', () => {
  const { markdown, remembered, forget } = outcome({ kind: 'cleared', text: '好。' }, '', false);
  expect(markdown).toBe(`好。\n\n${words.clearedBelow}`);
  expect({ remembered, forget }).toEqual({ remembered: undefined, forget: true });
});
