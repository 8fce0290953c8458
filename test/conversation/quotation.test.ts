import { expect, test } from 'vitest';
import { composeQuestion } from '../../src/conversation/compose.ts';
import { quotationIn, quotesFrom } from '../../src/conversation/quotation.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { aMessage } from '../support/messages.ts';

test('the quotation in a question is found again, in both languages, and nothing where there is none', () => {
  const quoted = { text: '第一行\n\n第二行', fromBot: false, senderName: '小王' };
  for (const locale of ['zh-CN', 'en'] as const) {
    const question = (message = aMessage({ text: '> 我自己的\n好吗' })) =>
      composeQuestion(message, wordingFor(locale), 1000);
    expect(quotationIn(question(aMessage({ text: '是吗', quoted })))).toBe('第一行\n\n第二行\n');
    expect(quotationIn(question())).toBe('');
  }
});

const answer =
  '**泡茶**：先把水烧开，再等两分钟，水温降到八十五度左右时缓缓倒入杯中，最后盖上盖子静置三分钟即可饮用。';

test.each([
  [
    'as the screen shows it',
    '泡茶：先把水烧开，再等两分钟，水温降到八十五度左右时缓缓倒入杯中，最后盖上盖子静置三分钟即可饮用。',
  ],
  ['cut', '先把水烧开，再等两分钟，水温降到八十五度左右…'],
  [
    'with words of ours below',
    '再等两分钟，水温降到八十五度左右时缓缓倒入杯中，最后盖上盖子静置三分钟即可饮用。 以上内容由 AI 生成',
  ],
  ['short', '盖上盖子'],
])('a quotation of an answer is known: %s', (_, quotation) => {
  expect(quotesFrom([answer])(quotation)).toBe(true);
});

test.each([
  ['of another text', '今天的天气晴朗，最高气温二十五度，适合出门散步，也适合在家里休息。'],
  [
    'with one phrase in common',
    '把水烧开这件事很简单。今天的天气晴朗，最高气温二十五度，再等两分钟，水温降到八十五度左右。',
  ],
  ['that could be from anywhere', '三分钟'],
  ['without a word', '……'],
])('a quotation is not taken for one of an answer: %s', (_, quotation) => {
  expect(quotesFrom([answer])(quotation)).toBe(false);
});
