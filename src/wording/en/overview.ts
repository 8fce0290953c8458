import { codeSpan } from '../code-span.ts';
import { beginning, count } from '../figures.ts';
import type { AuditResult, OverviewWording, WaitingConversation } from '../overview-wording.ts';
import { counted } from './counted.ts';

/** How long something lasts, as short as people say it. */
function lasting(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? `${hours} h` : counted(Math.round(hours / 24), 'day');
}

function conversation({ chat, name, answer, waiting }: WaitingConversation): string {
  const states = [
    ...(answer ? [`${answer.isWriting ? 'writing' : 'asking the model'} for ${lasting(answer.forMs)}`] : []),
    ...(waiting ? [`${count(waiting.count)} waiting, at most ${lasting(waiting.longestMs)}`] : []),
  ];
  return `- ${name === undefined ? '' : `${beginning(name, 24)} `}${codeSpan(chat)}: ${states.join('; ')}`;
}

const result = {
  done: '✅',
  refused: '⛔ refused',
  'not-understood': '❔ not understood',
  failed: '⚠️ failed',
} as const satisfies Record<AuditResult, string>;

/** What those read in English who look after the bot. */
export const enOverview: OverviewWording = {
  queue: ({ conversations, answers, questions, here, elsewhere, more }) =>
    conversations === 0
      ? 'No answer is being written, and nobody waits.'
      : [
          `**${counted(conversations, 'conversation')}**: ${counted(answers, 'answer')} being made, ${counted(questions, 'question')} waiting.`,
          ...(here.length === 0 ? [] : [['**Here**', ...here.map(conversation)].join('\n')]),
          ...(elsewhere.length === 0
            ? []
            : [
                [
                  '**Elsewhere** (first come, first)',
                  ...elsewhere.map(conversation),
                  ...(more === 0 ? [] : [`- and ${counted(more, 'more conversation')}`]),
                ].join('\n'),
              ]),
        ].join('\n\n'),
  audit: {
    list: (entries, about) =>
      entries.length === 0
        ? about === undefined
          ? 'The audit log is empty.'
          : `The audit log has nothing of ${codeSpan(about)}.`
        : [
            about === undefined
              ? `**The latest ${counted(entries.length, 'entry', 'entries')} of the audit log**`
              : `**The latest ${counted(entries.length, 'entry', 'entries')} of ${codeSpan(about)}**`,
            ...entries.map(
              ({ when, who, where, what, result: outcome }) =>
                `- ${when} ${result[outcome]} ${codeSpan(what)}, ${codeSpan(who)}${where === who ? '' : `, in ${codeSpan(where)}`}`,
            ),
          ].join('\n'),
    noFile: 'This platform takes no files; here are the latest entries.',
    how: [
      'You can send:',
      '- /audit: the latest 20; /audit 50: the latest 50, at most 100',
      '- /audit @somebody: what concerns them; or reply to one of their messages, or write an id (telegram:123, chat:telegram:-100), or here',
      '- /audit export: all of it, as a CSV file',
    ].join('\n'),
  },
};
