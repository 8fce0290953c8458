import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeQuestion } from '../../src/conversation/compose.ts';
import { estimateTokens } from '../../src/tokens.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { aMessage } from '../support/messages.ts';

const words = wordingFor('zh-CN');
const group = { id: 'g', kind: 'group' } as const;

test('a question in a direct chat is what was written', () => {
  expect(composeQuestion(aMessage({ text: '你好' }), words, 3000)).toBe('你好');
});

test('in a group the speaker is named', () => {
  expect(composeQuestion(aMessage({ text: '你好', chat: group }), words, 3000)).toBe('小李：你好');
});

test('a quoted message stands above, every line marked', () => {
  const quoted = { text: '一\n二', fromBot: false, senderName: '小王' };
  expect(composeQuestion(aMessage({ text: '是吗', chat: group, quoted }), words, 3000)).toBe(
    '引用小王的消息：\n> 一\n> 二\n\n小李：是吗',
  );
});

test('a long quotation is shortened until the question has room, and the question never', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 3000 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
      (quotation, text) => {
        const message = aMessage({ text, quoted: { text: quotation.repeat(5), fromBot: true } });
        const question = composeQuestion(message, words, 1000);
        expect(question.endsWith(`\n\n${text}`)).toBe(true);
        expect(estimateTokens(question)).toBeLessThanOrEqual(1000);
      },
    ),
    { numRuns: 50 },
  );
});
