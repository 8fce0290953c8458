import { expect, test } from 'vitest';
import { type Command, whoMay } from '../../../src/commands/command.ts';
import { exportCommand } from '../../../src/commands/conversation/export.ts';
import { call, direct, said, words, zh } from '../support.ts';

const at = Date.parse('2026-11-23T06:05:00Z');
const rounds = [
  { question: '明天\n下雨吗', answer: '# 有雨\n\n带伞。', at },
  {
    question: `引用的消息：\n> 雨\n\n${zh.speaker('Li')}大吗`,
    answer: '不大。',
    senderName: 'Li',
    at: at + 60_000,
  },
  { question: `${zh.speaker('# W\n[x](y)')}谢谢`, answer: '不客气。', senderName: '# W\n[x](y)', at },
];
const exporting = (remembered: typeof rounds | [] = rounds, groupMemory: 'chat' | 'member' = 'chat') =>
  exportCommand({ groupMemory, readRounds: async () => remembered, timeZone: 'Asia/Shanghai' });

async function answerOf(command: Command, ...[change]: Parameters<typeof call>) {
  const answer = await command.run?.(call(change));
  return typeof answer === 'object' ? answer : { markdown: answer ?? '', file: undefined };
}

test('a conversation is exported as Markdown: what was asked, by whom and when, and the answers as they were written', async () => {
  const { markdown, file } = await answerOf(exporting(), { now: at + 3_600_000 });
  expect(file?.name).toBe('yanqiao-2026-11-23.md');
  expect(file?.text).toBe(`${markdown}\n`);
  expect(markdown).toBe(
    [
      `# ${words.export.title}`,
      words.export.about('`telegram:-100`', '2026-11-23 15:05', 'Asia/Shanghai', 3),
      '---',
      '## 2026-11-23 14:05',
      '> 明天\n> 下雨吗',
      `**${words.export.bot}**`,
      '# 有雨\n\n带伞。',
      '---',
      '## 2026-11-23 14:06 · Li',
      '> 引用的消息：\n> > 雨\n> \n> 大吗',
      `**${words.export.bot}**`,
      '不大。',
      '---',
      '## 2026-11-23 14:05 · # W \\[x\\](y)'.replace('· #', '· \\#'),
      '> 谢谢',
      `**${words.export.bot}**`,
      '不客气。',
    ].join('\n\n'),
  );
});

test('the title of a chat stands above what was said in it', async () => {
  const titled = { chat: { id: '-100', kind: 'group', title: '周末 去哪' } } as const;
  expect((await answerOf(exporting(), { message: titled })).markdown).toContain(
    '周末 去哪 (`telegram:-100`)',
  );
});

test('where nothing is remembered, there are words and no file', async () => {
  const { markdown, file } = await answerOf(exporting([]));
  expect(markdown).toBe(words.export.empty);
  expect(file).toBeUndefined();
  expect(await said(exporting([]), call())).toBe(words.export.empty);
});

test("what a group shares only its admins may take along; one's own everybody", () => {
  const inGroup = call();
  expect(whoMay(exporting(), inGroup)).toBe('chat-admin');
  expect(whoMay(exporting(rounds, 'member'), inGroup)).toBe('member');
  expect(whoMay(exporting(), call({ message: direct }))).toBe('member');
});
