import type { GroupMemory } from '../../message.ts';
import { momentOf } from '../../moment.ts';
import { dayOf } from '../../tally/day.ts';
import { beginning } from '../../wording/figures.ts';
import type { Wording } from '../../wording/index.ts';
import type { Call, Command } from '../command.ts';
import { whoOwnsMemory } from './shared-memory.ts';

/** Characters of a name in a heading. */
const nameLength = 60;

/** A question and its answer, as they are remembered. */
interface RememberedRound {
  readonly question: string;
  readonly answer: string;
  readonly senderName?: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** `/export`: this conversation as Markdown. */
export function exportCommand(needs: {
  readonly groupMemory: GroupMemory;
  /** What is remembered of a conversation, the oldest first. */
  readonly readRounds: (conversation: string) => Promise<readonly RememberedRound[]>;
  /** `TIME_ZONE` */
  readonly timeZone: string;
}): Command {
  const { groupMemory, readRounds, timeZone } = needs;
  return {
    name: 'export',
    aliases: ['导出'],
    who: 'member',
    whoIn: whoOwnsMemory(groupMemory),
    async run(call) {
      const rounds = await readRounds(call.conversation);
      if (rounds.length === 0) return call.wording.commands.export.empty;
      const text = documentOf(rounds, call, timeZone);
      return { markdown: text, file: { name: `yanqiao-${dayOf(call.now, timeZone)}.md`, text: `${text}\n` } };
    },
  };
}

function documentOf(rounds: readonly RememberedRound[], call: Call, timeZone: string): string {
  const { chat, message, wording, now } = call;
  const words = wording.commands.export;
  const { title } = message.chat;
  const name = title === undefined ? `\`${chat}\`` : `${beginning(title, nameLength)} (\`${chat}\`)`;
  const head = [`# ${words.title}`, words.about(name, momentOf(now, timeZone), timeZone, rounds.length)];
  return [...head, ...rounds.flatMap(round => partsOf(round, wording, timeZone))].join('\n\n');
}

/** The question is quoted, so that nothing in it ends the document's own order. */
function partsOf({ question, answer, senderName, at }: RememberedRound, wording: Wording, timeZone: string) {
  const asker = senderName === undefined ? '' : ` · ${beginning(senderName, nameLength)}`;
  const asked = senderName === undefined ? question : withoutSpeaker(question, wording.speaker(senderName));
  return [
    '---',
    `## ${momentOf(at, timeZone)}${asker}`,
    asked.replace(/^/gm, '> '),
    `**${wording.commands.export.bot}**`,
    answer,
  ];
}

/** The model is told who speaks in front of the question, behind what it quotes; the reader knows. */
function withoutSpeaker(question: string, speaker: string): string {
  if (question.startsWith(speaker)) return question.slice(speaker.length);
  return question.replace(`\n\n${speaker}`, '\n\n');
}
