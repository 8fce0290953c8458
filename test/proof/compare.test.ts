import { describe, expect, test } from 'vitest';
import { betterOf, type Row, rowsOf, together } from '../../proof/compare/figure.ts';
import { outOfOrder } from '../../proof/compare/seen/order.ts';
import { hasWholeHistory } from '../../proof/compare/seen/rounds.ts';
import { sentencesSeen } from '../../proof/compare/seen/sentences.ts';
import { mostAtOnce } from '../../proof/compare/seen/spans.ts';
import { table } from '../../proof/compare/table.ts';

const row = (
  naive: number | undefined,
  yanqiao: number | undefined,
  better: 'less' | 'more' = 'less',
): Row => ({
  scene: 'killed',
  what: 'to whole answer',
  unit: 's',
  better,
  naive: [naive],
  yanqiao: [yanqiao],
});

describe('what is counted', () => {
  test('a sentence that two messages share is torn, and one that neither has is missing', () => {
    const sentences = ['第一句。', '第二句。', '第三句。', '第四句。'];
    expect(sentencesSeen(sentences, ['第一句。第二', '句。\n\n第三 句。'])).toEqual({
      whole: 2,
      torn: 1,
      missing: 1,
    });
  });

  test('of calls the most at one moment are counted, those that are not over too', () => {
    expect(mostAtOnce([])).toBe(0);
    expect(
      mostAtOnce([
        { from: 5, until: undefined },
        { from: 0, until: 4 },
        { from: 1, until: 4 },
        { from: 4, until: 6 },
      ]),
    ).toBe(2);
    expect(mostAtOnce([1, 2, 3].map(from => ({ from, until: undefined })))).toBe(3);
  });

  test('an answer is late where one to a later question came before it', () => {
    expect(outOfOrder([1, 2, 3, 4, 5])).toBe(0);
    expect(outOfOrder([2, 1, 3])).toBe(1);
    expect(outOfOrder([5, 4, 3, 2, 1])).toBe(4);
  });

  test('a history is whole when every earlier round is there, in full and in order', () => {
    const before = [
      { question: '一', answer: '答一' },
      { question: '二', answer: '答二' },
    ];
    const said = (...texts: string[]) =>
      texts.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }));
    expect(hasWholeHistory(said('一', '答一', '二', '答二', '三'), before)).toBe(true);
    expect(hasWholeHistory(said('三'), before)).toBe(false);
    expect(hasWholeHistory(said('二', '答二', '一', '答一', '三'), before)).toBe(false);
    expect(hasWholeHistory(said('一', '答', '二', '答二', '三'), before)).toBe(false);
  });
});

describe('how both are shown', () => {
  test('the better one is named, whoever it is; what never came is worse', () => {
    expect(betterOf(row(1, 2))).toBe('naive');
    expect(betterOf(row(1, 2, 'more'))).toBe('yanqiao');
    expect(betterOf(row(2.001, 2.002))).toBe('same');
    expect(betterOf(row(undefined, 9))).toBe('yanqiao');
    expect(betterOf(row(9, undefined))).toBe('naive');
    expect(betterOf(row(undefined, undefined))).toBe('same');
    const { better, ...told } = row(1, 2);
    expect(betterOf(told)).toBe('');
  });

  test('the figures of several runs are one row: the median, and how far they lay apart', () => {
    const run = (naive: number | undefined, yanqiao: number) =>
      rowsOf(
        'killed',
        [{ what: 'to whole answer', value: naive, unit: 's', better: 'less' }],
        [{ what: 'to whole answer', value: yanqiao, unit: 's', better: 'less' }],
      );
    expect(table(together([run(60, 10), run(75, 12.5), run(61, 11)]))).toBe(
      [
        '| scene  | what            | naive        | yanqiao        | better  |',
        '|--------|-----------------|--------------|----------------|---------|',
        '| killed | to whole answer | 61 s (60–75) | 11 s (10–12.5) | yanqiao |',
      ].join('\n'),
    );
    expect(table(together([run(60, 10), run(undefined, 10)]))).toContain('| never | 10 s    | yanqiao |');
  });
});
