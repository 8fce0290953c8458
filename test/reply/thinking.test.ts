import { expect, test } from 'vitest';
import { thinkingAtAGlance, thinkingFolded, thinkingQuoted } from '../../src/reply/thinking.ts';

test('while there is no answer the last complete sentences are a quote', () => {
  expect(thinkingAtAGlance('')).toBe('');
  expect(thinkingAtAGlance('先看看')).toBe('');
  expect(thinkingAtAGlance('先看看问题。\n\n再想')).toBe('> 先看看问题。');
  expect(thinkingAtAGlance('一。\n二。\n三。\n四。\n五。\n六')).toBe('> 二。\n> 三。\n> 四。\n> 五。');
});

test('a long thought does not fill the screen', () => {
  const glance = thinkingAtAGlance('这里想了很久。'.repeat(1000));
  expect(glance.length).toBeLessThan(300);
  expect(glance).toMatch(/^> ….*这里想了很久。$/);
});

test('the whole has its title, no gaps, and … for the middle of what is too long', () => {
  expect(thinkingFolded('一。\n\n二。', '思考过程')).toBe('> [!THINKING] 思考过程\n> 一。\n> 二。');
  const long = thinkingQuoted(`开头。${'😀'.repeat(5000)}结尾。`);
  expect(long.length).toBeLessThan(2020);
  expect(long).toMatch(/^> 开头。.*\n> …\n> .*结尾。$/u);
  expect(long).not.toMatch(/\p{Cs}/u);
});

test('who thought nothing has no quote', () => {
  expect(thinkingQuoted(' \n')).toBe('');
  expect(thinkingFolded('', '思考过程')).toBe('');
});
