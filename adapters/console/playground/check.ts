import type { ChatDraft, PlaygroundPerson } from '../../../src/playground.ts';
import { PlaygroundRefusal } from '../../../src/playground.ts';
import { admin } from '../first-chats.ts';
import { botNames } from '../parse/mentions.ts';
import type { About } from '../space/chats.ts';

const titleUnits = 60;
const nameUnits = 40;
const textUnits = 20_000;
const peopleAtMost = 20;

const wrong = (message: string) => new PlaygroundRefusal('wrong', message);

/** A line of text within a length; throws where it is none. */
function line(what: string, text: string, units: number): string {
  const trimmed = text.replaceAll(/\s+/g, ' ').trim();
  if (trimmed === '' || trimmed.length > units) throw wrong(`${what}: write 1 to ${units} characters`);
  return trimmed;
}

/** What may be said: something, and not more than anybody reads. */
export function checkText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > textUnits) throw wrong(`text: write 1 to ${textUnits} characters`);
  return trimmed;
}

/** The id that who says something gave it. */
export function checkId(id: string): string {
  if (!/^[\w-]{1,40}$/.test(id)) throw wrong('id: write 1 to 40 letters, digits, - or _');
  return id;
}

/** A chat that is yet to be, with ids for all who have none. Throws `PlaygroundRefusal`. */
export function chatFrom({ kind, title, people }: ChatDraft, newId: () => string): About {
  if (people.length === 0 || people.length > peopleAtMost) throw wrong(`people: name 1 to ${peopleAtMost}`);
  if (kind === 'direct' && people.length !== 1) throw wrong('people: a direct chat has one person');
  const drawn = people.map(person => personFrom(person, newId));
  for (const what of ['id', 'name'] as const) {
    const said = new Set(drawn.map(person => person[what].toLowerCase()));
    if (said.size < drawn.length) throw wrong(`people: two have the same ${what}`);
  }
  return { id: newId(), kind, title: line('title', title, titleUnits), people: drawn };
}

function personFrom(draft: ChatDraft['people'][number], newId: () => string): PlaygroundPerson {
  const { id = newId(), role } = draft;
  const name = line('name', draft.name, nameUnits);
  if (!/^[a-z0-9-]{1,32}$/.test(id)) throw wrong('people: an id is 1 to 32 of a-z, 0-9 and -');
  if (botNames.some(ours => ours === name.toLowerCase())) throw wrong('people: the bot has that name');
  // Roles are given here and nowhere else; that of the bot's admin belongs to who opened the console.
  if ((id === admin.id) !== (role === 'admin')) throw wrong(`people: ${admin.id}, and nobody else, is admin`);
  return { id, name, role };
}
