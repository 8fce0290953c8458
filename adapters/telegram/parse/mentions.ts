import type { Entity } from '../wire.ts';

/** Who we are on Telegram, by `getMe`. */
export interface Bot {
  readonly id: number;
  readonly username: string;
}

/** What the entities of a text say about us. */
export interface Mentions {
  /** The bot is mentioned, or a command carries its name. */
  readonly us: boolean;
  /** The text begins with a command for another bot. */
  readonly anotherBot: boolean;
  /** The text without our name, trimmed. */
  readonly text: string;
}

/** Looks for the bot in a text and cuts its name out, by Telegram's own offsets. */
export function mentionsOf(text: string, entities: readonly Entity[], bot: Bot): Mentions {
  const name = `@${bot.username}`.toLowerCase();
  const cuts: Cut[] = [];
  let anotherBot = false;
  for (const entity of entities) {
    const [from, to] = [entity.offset, entity.offset + entity.length];
    const slice = text.slice(from, to).toLowerCase();
    if (entity.type === 'mention' && slice === name) cuts.push({ from, to });
    if (entity.type === 'text_mention' && entity.user?.id === bot.id) cuts.push({ from, to });
    if (entity.type === 'bot_command' && slice.includes('@')) {
      if (slice.endsWith(name)) cuts.push({ from: from + slice.indexOf('@'), to });
      else if (from === 0) anotherBot = true;
    }
  }
  return { us: cuts.length > 0, anotherBot, text: without(text, cuts).trim() };
}

interface Cut {
  readonly from: number;
  readonly to: number;
}

/** Cuts from the back, so that offsets stay true; of two blanks around a cut one goes with it. */
function without(text: string, cuts: readonly Cut[]): string {
  const backwards = cuts.toSorted((a, b) => b.from - a.from);
  return backwards.reduce((rest, { from, to }) => {
    const [before, after] = [rest.slice(0, from), rest.slice(to)];
    return /(^|\s)$/.test(before) ? before + after.replace(/^[^\S\n]/, '') : before + after;
  }, text);
}
