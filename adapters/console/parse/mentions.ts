import type { Person } from '../../../src/message.ts';

/** What people call the bot by; the first is its name. */
export const botNames = ['言桥', 'yanqiao'] as const;

/** Somebody's name in a text, with its `@`; `person` undefined: the bot's. */
interface Naming {
  readonly from: number;
  readonly to: number;
  readonly person: Person | undefined;
}

/** What a text says about the bot and others. */
export interface Mentions {
  /** The bot is mentioned, or a command carries its name. */
  readonly us: boolean;
  /** Everybody else once, in the order of the text. */
  readonly people: readonly Person[];
  /** The text without the bot's name, trimmed. */
  readonly text: string;
  /** Where the names stand in the text as it was written. */
  readonly namings: readonly Naming[];
}

/** Looks for the bot and for people of the chat in a text. */
export function mentionsOf(text: string, people: readonly Person[]): Mentions {
  const namings = namingsIn(text, people);
  const named = namings.map(({ person }) => person).filter(person => person !== undefined);
  return {
    us: namings.some(({ person }) => person === undefined),
    people: [...new Map(named.map(({ id, name }) => [id, { id, name }])).values()],
    text: withoutUs(text, namings).trim(),
    namings,
  };
}

const literal = (name: string) => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A name ends where no Latin letter or digit goes on; before its `@` stands none either, unless it is a command's. */
function namingsIn(text: string, people: readonly Person[]): Naming[] {
  const owners = new Map<string, Naming['person']>([
    ...people.map(person => [person.name.toLowerCase(), person] as const),
    ...botNames.map(name => [name, undefined] as const),
  ]);
  // Of two names that begin alike the longer one is meant.
  const names = [...owners.keys()].sort((a, b) => b.length - a.length).map(literal);
  // Its `@` is looked for first: what is before it may be long.
  const pattern = new RegExp(`(?=@)(?:(?<!\\w)|(?<=^/[\\w-]+))@(${names.join('|')})(?!\\w)`, 'gi');
  return [...text.matchAll(pattern)].flatMap(({ index, 0: found, 1: name = '' }) => {
    const called = name.toLowerCase();
    const naming = { from: index, to: index + found.length, person: owners.get(called) };
    return owners.has(called) ? [naming] : [];
  });
}

/** From the back, so that offsets stay true; of two blanks around a cut one goes with it. */
function withoutUs(text: string, namings: readonly Naming[]): string {
  const cuts = namings.filter(({ person }) => person === undefined).reverse();
  return cuts.reduce((rest, { from, to }) => {
    const [before, after] = [rest.slice(0, from), rest.slice(to)];
    return /(^|\s)$/.test(before) ? before + after.replace(/^[^\S\n]/, '') : before + after;
  }, text);
}
