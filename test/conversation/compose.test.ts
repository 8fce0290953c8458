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

const line = fc.string({ unit: fc.constantFrom('a', '好', '。', ' ', '\n', '👍'), maxLength: 60 });

test('a long quotation is shortened until the question has room, and the question never', () => {
  fc.assert(
    fc.property(
      line,
      fc.integer({ min: 1, max: 400 }),
      fc.string({ unit: 'grapheme' }),
      (some, times, more) => {
        const text = `问${more.trim()}`;
        const quoted = { text: some.repeat(times), fromBot: true };
        const question = composeQuestion(aMessage({ text, quoted }), words, 1000);
        expect(question.endsWith(text)).toBe(true);
        expect(estimateTokens(question)).toBeLessThanOrEqual(1000);
        expect(question).not.toMatch(/\p{Surrogate}/u);
      },
    ),
  );
});

test('a question that leaves no room for its quotation comes without it', () => {
  const text = '问'.repeat(1000);
  expect(composeQuestion(aMessage({ text, quoted: { text: '一', fromBot: true } }), words, 1000)).toBe(text);
});
