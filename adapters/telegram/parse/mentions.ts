import type { Person } from '../../../src/message.ts';
import type { Entity } from '../wire.ts';
import { nameOf } from './sender.ts';

/** Who we are on Telegram, by `getMe`. */
export interface Bot {
  readonly id: number;
  readonly username: string;
}

/** What the entities of a text say about us and others. */
export interface Mentions {
  /** The bot is mentioned, or a command carries its name. */
  readonly us: boolean;
  /** The text begins with a command for another bot. */
  readonly anotherBot: boolean;
  /** Whom else it mentions by id. A mere `@username` is nobody: bots cannot ask whose it is. */
  readonly people: readonly Person[];
  /** The text without our name, with `@name` for each of `people`, trimmed. */
  readonly text: string;
}

/** Looks for the bot and for people in a text, by Telegram's own offsets. */
export function mentionsOf(text: string, entities: readonly Entity[], bot: Bot): Mentions {
  const name = `@${bot.username}`.toLowerCase();
  const cuts: Cut[] = [];
  const names: Naming[] = [];
  let anotherBot = false;
  for (const { type, offset: from, length, user } of entities) {
    const to = from + length;
    const slice = text.slice(from, to).toLowerCase();
    if (type === 'mention' && slice === name) cuts.push({ from, to });
    if (type === 'text_mention' && user?.id === bot.id) cuts.push({ from, to });
    else if (type === 'text_mention' && user)
      names.push({ from, to, person: { id: String(user.id), name: nameOf(user) } });
    if (type === 'bot_command' && slice.includes('@')) {
      if (slice.endsWith(name)) cuts.push({ from: from + slice.indexOf('@'), to });
      else if (from === 0) anotherBot = true;
    }
  }
  return {
    us: cuts.length > 0,
    anotherBot,
    people: each(names.toSorted((a, b) => a.from - b.from).map(({ person }) => person)),
    text: rewritten(text, [...cuts, ...names]).trim(),
  };
}

interface Cut {
  readonly from: number;
  readonly to: number;
}

interface Naming extends Cut {
  readonly person: Person;
}

/** Everybody once. */
const each = (people: readonly Person[]): readonly Person[] => [
  ...new Map(people.map(person => [person.id, person])).values(),
];

/** From the back, so that offsets stay true; of two blanks around a cut one goes with it. */
function rewritten(text: string, changes: readonly (Cut | Naming)[]): string {
  const backwards = changes.toSorted((a, b) => b.from - a.from);
  return backwards.reduce((rest, change) => {
    const [before, after] = [rest.slice(0, change.from), rest.slice(change.to)];
    if ('person' in change) return `${before}@${change.person.name}${after}`;
    return /(^|\s)$/.test(before) ? before + after.replace(/^[^\S\n]/, '') : before + after;
  }, text);
}
