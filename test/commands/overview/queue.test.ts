import { expect, test } from 'vitest';
import { queueCommand } from '../../../src/commands/overview/queue.ts';
import type { QueueReport } from '../../../src/wording/index.ts';
import { wordingFor } from '../../../src/wording/index.ts';
import { call, direct, said } from '../support.ts';

const row = {
  conversation: 'telegram:-5',
  chat: 'telegram:-5',
  name: '*读书会*',
  answer: { isWriting: true, forMs: 12_000 },
  waiting: { count: 3, longestMs: 125_000 },
};
const full: QueueReport = {
  conversations: 1200,
  answers: 90,
  questions: 2400,
  here: Array.from({ length: 4 }, () => row),
  elsewhere: Array.from({ length: 6 }, () => row),
  more: 1190,
};
const command = queueCommand({ readQueue: async () => full });

test('who waits fits a phone', async () => {
  const text = await said(command, call({ message: direct }));
  expect(text.split('\n').filter(line => line !== '').length).toBeLessThanOrEqual(15);
  expect(text).toContain('1,200 个对话');
  expect(text).toContain('\\*读书会\\* `telegram:-5`：正在写 12 秒；3 个在等，最久 2 分钟');
  expect(text).toContain('还有 1,190 个对话');
});

test('a group reads its own name, and not those of other places', async () => {
  const text = await said(command, call());
  expect(text.match(/读书会/g)).toHaveLength(4);
  expect(text.match(/telegram:-5/g)).toHaveLength(10);
});

test('where nobody waits, that is all that is said', () => {
  const nobody = { conversations: 0, answers: 0, questions: 0, here: [], elsewhere: [], more: 0 };
  expect(wordingFor('en').commands.overview.queue(nobody)).toBe(
    'No answer is being written, and nobody waits.',
  );
});
