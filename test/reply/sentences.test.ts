import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastPause, openLastPause } from '../../src/reply/sentences.ts';

/** Every state that a reader sees while the text comes one unit at a time. */
function shown(text: string): string[] {
  const states: string[] = [];
  for (let length = 1; length <= text.length; length += 1) {
    const pause = lastPause(text.slice(0, length));
    if (pause > (states.at(-1)?.length ?? 0)) states.push(text.slice(0, pause));
  }
  return states;
}

/** What each of those states adds. */
const steps = (text: string) =>
  shown(text).map((state, index, all) => state.slice(all[index - 1]?.length ?? 0));

test.each([
  ['Chinese sentences', '你好。今天好吗？很好！然', ['你好。', '今天好吗？', '很好！']],
  ['clauses', '一；二……三', ['一；', '二…', '…']],
  ['English sentences', 'Hello there. How are you? Fine', ['Hello there.', ' How are you?']],
  ['lines', '一\n二\n三', ['一\n', '二\n']],
  ['closing quotes with their sentence', '他说：“好。”我走。', ['他说：“好。”', '我走。']],
  ['sentences inside quotes', '“一。二。”', ['“一。', '二。”']],
  ['brackets with their sentence', '（见「甲。」）乙。', ['（见「甲。」）', '乙。']],
  ['English quotes', '"Go." He went. x', ['"Go."', ' He went.']],
  ['emphasis with its other half', '**重要。真的。**请看。', ['**重要。真的。**', '请看。']],
  ['emphasis in one mark', '是*斜。*的。', ['是*斜。*', '的。']],
  ['products', '2*3=6。4*5。', ['2*3=6。', '4*5。']],
  ['code spans', '用 `a。b` 吧。', ['用 `a。b` 吧。']],
  ['links', '见[甲。乙](http://a.example/?b。c)吧。', ['见[甲。乙](http://a.example/?b。c)吧。']],
  ['brackets that are no links', '[甲。]乙。', ['[甲。]', '乙。']],
  ['escaped marks', String.raw`\*甲。乙。`, [String.raw`\*甲。`, '乙。']],
  ['list items', '- **甲**：一。\n- 乙\n', ['- **甲**：一。', '\n', '- 乙\n']],
  ['a mark left open, to the end of its item', '- **甲。\n- 乙。', ['- **甲。\n- 乙。']],
  [
    'code by lines',
    '```ts\nlet a; // 好。吗\nb\n```\n好。',
    ['```ts\n', 'let a; // 好。吗\n', 'b\n', '```\n', '好。'],
  ],
  ['table rows whole', '|甲。|乙|\n|-|-|\n', ['|甲。|乙|\n', '|-|-|\n']],
])('%s are shown', (_, text, expected) => {
  expect(steps(text)).toEqual(expected);
});

test.each([
  'about 3.14 metres',
  'use e.g. this, i.e. that',
  'Dr. Wang and J. Li',
  '1. 第一',
  'see https://a.example/b?c=1.2 now',
  'version 1.2.3-rc.1 works',
  '“还没有说完。',
  '**还没有完。',
  '`a; b。',
  '[甲。](http',
  '```ts',
  '```ts\nlet a = 1;'.slice(0, 5),
  '',
])('%j has no pause yet', text => {
  expect(lastPause(text)).toBe(0);
});

test('a long run without an end is shown at a comma or a blank', () => {
  const run = '这是一个很长的句子'.repeat(10);
  expect(shown(`${run}，然后`)).toEqual([`${run}，`]);
  expect(shown(`一，二，三，${'word '.repeat(20)}`)).toEqual([`一，二，三，${'word '.repeat(15)}`]);
});

test('a stray bracket or star does not hold an answer back for long', () => {
  const sentence = '这一句说完了。';
  expect(lastPause(`区间 [0, 1) 内。${sentence.repeat(40)}`)).toBeGreaterThan(200);
  expect(lastPause(`**没有结束，${sentence.repeat(40)}`)).toBeGreaterThan(200);
});

const piece = fc.constantFrom(
  '好',
  '。',
  '！”',
  '“',
  '**',
  '*',
  '`',
  '```',
  '\n',
  '\n\n',
  '- ',
  '1. ',
  ' ',
  '. ',
  '.',
  '3.14',
  'e.g. ',
  '，',
  '…',
  '[',
  '](http://a.example)',
  ']',
  '(',
  ')',
  '👨‍👩‍👧‍👦',
  '𠮷',
  'word',
  '|',
  '#',
  '> ',
  '~~',
  '\\',
  '```ts\n',
  '一句长长的没有标点的话'.repeat(8),
  '; ',
  '"',
  '）',
  '（',
);
const answer = fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join(''));

test('what has been shown stays shown: a pause does not depend on how the text arrives', () => {
  fc.assert(
    fc.property(answer, text => {
      let before = 0;
      const pauses = new Set<number>();
      for (let length = 0; length <= text.length; length += 1) {
        const pause = lastPause(text.slice(0, length));
        expect(pause).toBeGreaterThanOrEqual(before);
        expect(pause).toBeLessThanOrEqual(length);
        pauses.add(pause);
        before = pause;
      }
      expect(pauses).toContain(lastPause(text));
    }),
    { numRuns: 300 },
  );
});

test('who reads on while an answer grows, or begins anew, finds the same pauses as who reads all of it', () => {
  const lines = fc.array(fc.oneof(piece, fc.constant('\n')), { maxLength: 40 }).map(all => all.join(''));
  fc.assert(
    fc.property(fc.array(lines, { minLength: 1, maxLength: 3 }), answers => {
      const readOn = openLastPause();
      for (const text of answers) {
        for (let length = 0; length <= text.length; length += 1) {
          const state = text.slice(0, length);
          expect(readOn(state)).toBe(lastPause(state));
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('no pause stands inside a character as people see them', () => {
  const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
  fc.assert(
    fc.property(answer, text => {
      const starts = new Set([...graphemes.segment(text)].map(({ index }) => index));
      for (const { length } of shown(text)) expect(length === text.length || starts.has(length)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('a model that writes nothing but blanks holds nobody up', { timeout: 3000 }, () => {
  expect(lastPause(`${' '.repeat(100_000)}好。`)).toBe(100_002);
});
