import type { Evidence } from '../judge/evidence.ts';
import { isCommand } from '../judge/is-command.ts';
import type { Mishap, Story } from '../story/story.ts';
import type { Progress } from '../town/play.ts';

/** What is going to happen, in a few lines: the same for the same story. */
export function toldStory({ seed, lastsMs, rooms, questions, events }: Story): string {
  const befallen = questions.flatMap(({ mishap }) => (mishap ? [mishap] : []));
  const byDeed = counted(befallen.map(({ deed }: Mishap) => deed.kind));
  const commands = questions.filter(isCommand);
  const killed = commands.filter(({ mishap }) => mishap?.deed.kind === 'kill');
  const said = `${questions.length - commands.length} questions and ${commands.length} commands`;
  return [
    `story ${seed}: ${said} in ${rooms.length} chats, ${Math.round(lastsMs / 1000)} s`,
    `at moments of answers: ${byDeed}; ${killed.length} of the kills at a command’s`,
    `at any time: ${counted(events.map(({ kind }) => kind))}`,
    `the model fails ${questions.filter(({ modelFault }) => modelFault).length} answers, a platform ${
      questions.filter(({ platformFault }) => platformFault).length
    }`,
  ].join('\n');
}

/** How many processes did not live to see the end of what they did. */
export function toldKills({ kills }: Evidence): string {
  const frozen = kills.filter(({ until }) => until !== undefined).length;
  return `${kills.length - frozen} processes killed, ${frozen} stopped for long`;
}

/** `3 × kill, 2 × freeze`, by their names. */
function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${count} × ${name}`)
    .join(', ');
}

export const toldProgress = ({ atMs, kills, asked, open }: Progress): string =>
  `${Math.round(atMs / 1000)} s: ${asked} asked, ${open} open, ${kills} killed or frozen`;
