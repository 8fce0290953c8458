import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compose } from '../../simulators/ernie/compose.ts';
import { estimateTokens } from '../../simulators/ernie/estimate.ts';
import { sentences } from '../../simulators/ernie/sentences.ts';

const prompt = (content: string) => ({
  model: 'completions_pro',
  system: '',
  messages: [{ role: 'user', content }],
  functions: [],
  parallelCalls: true,
  thinking: 'asked' as const,
  stream: true,
  usageWanted: true,
});

test('a text in chunks is the text, and none of them is empty', () => {
  const parts = fc.constantFrom('话', 'word', '。', '！”', '.', ' ', '\n', '；', '😀', '```', '|');
  fc.assert(
    fc.property(fc.array(parts), pieces => {
      const text = pieces.join('');
      expect(sentences(text).join('')).toBe(text);
      expect(sentences(text)).not.toContain('');
    }),
  );
});

test('chunks end where a reader would pause, and quotes stay with their sentence', () => {
  expect(sentences('你好！我说：“好。”再见')).toEqual(['你好！', '我说：“好。”', '再见']);
  expect(sentences('Is it 3.5? Yes. Good')).toEqual(['Is it 3.5?', ' Yes.', ' Good']);
});

test('tokens are counted by the formula of the document', () => {
  expect(estimateTokens('今天天气怎么样')).toBe(7);
  expect(estimateTokens('帮我 review this pull request 谢谢')).toBe(10);
});

test('the same question gets the same answer, in its own language', () => {
  expect(compose(prompt('你好'))).toBe(compose(prompt('你好')));
  expect(compose(prompt('hello'))).toContain('You said “hello”');
  expect(compose(prompt('你好'))).toMatch(/\*\*重要：\*\*我.+- 字数.+```js\n.+\| --- \| --- \|/s);
});
