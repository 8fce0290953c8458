import { codeSpan } from '../code-span.ts';
import { beginning, count } from '../figures.ts';
import type { AuditResult, OverviewWording, WaitingConversation } from '../overview-wording.ts';

/** How long something lasts, as short as people say it. */
function lasting(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`;
}

function conversation({ chat, name, answer, waiting }: WaitingConversation): string {
  const states = [
    ...(answer ? [`${answer.isWriting ? '正在写' : '等模型'} ${lasting(answer.forMs)}`] : []),
    ...(waiting ? [`${count(waiting.count)} 个在等，最久 ${lasting(waiting.longestMs)}`] : []),
  ];
  return `- ${name === undefined ? '' : `${beginning(name, 24)} `}${codeSpan(chat)}：${states.join('；')}`;
}

const result = {
  done: '✅',
  refused: '⛔ 拒绝',
  'not-understood': '❔ 没看懂',
  failed: '⚠️ 出错',
} as const satisfies Record<AuditResult, string>;

/** What those read in Chinese who look after the bot. */
export const zhCNOverview: OverviewWording = {
  queue: ({ conversations, answers, questions, here, elsewhere, more }) =>
    conversations === 0
      ? '现在没有正在写的回答，也没有人在等。'
      : [
          `**${count(conversations)} 个对话**：${count(answers)} 个回答在生成，${count(questions)} 个问题在等。`,
          ...(here.length === 0 ? [] : [['**这里**', ...here.map(conversation)].join('\n')]),
          ...(elsewhere.length === 0
            ? []
            : [
                [
                  '**别处**（先来的在前）',
                  ...elsewhere.map(conversation),
                  ...(more === 0 ? [] : [`- 还有 ${count(more)} 个对话`]),
                ].join('\n'),
              ]),
        ].join('\n\n'),
  audit: {
    list: (entries, about) =>
      entries.length === 0
        ? about === undefined
          ? '审计记录还是空的。'
          : `审计记录里没有 ${codeSpan(about)}。`
        : [
            about === undefined
              ? `**最近 ${entries.length} 条审计记录**`
              : `**${codeSpan(about)} 最近 ${entries.length} 条**`,
            ...entries.map(
              ({ when, who, where, what, result: outcome }) =>
                `- ${when} ${result[outcome]} ${codeSpan(what)}，${codeSpan(who)}${where === who ? '' : `，在 ${codeSpan(where)}`}`,
            ),
          ].join('\n'),
    noFile: '这个平台收不了文件，下面是最近的记录。',
    how: [
      '可以这样用：',
      '- /audit：最近 20 条；/audit 50：最近 50 条，最多 100',
      '- /audit @某人：和这个人有关的；也可以回复对方的消息，或写编号（telegram:123、chat:telegram:-100）、here',
      '- /audit export：全部，存成 CSV 文件',
    ].join('\n'),
  },
};
