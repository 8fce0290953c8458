import type { Person } from '../../../src/message.ts';
import type { Mention } from '../wire.ts';

/** Who we are on Feishu. */
export interface Bot {
  readonly appId: string;
  /** `ou_…`, as this app's events name people. */
  readonly openId: string;
}

/** What a text's placeholders say about us and others. */
export interface Mentions {
  /** The bot itself is mentioned; `@_all` does not count. */
  readonly us: boolean;
  /** The people beside, each once, in the order of the text; other bots are none. */
  readonly people: readonly Person[];
  /** The text with names in place of placeholders, without ours, trimmed. */
  readonly text: string;
}

/** A placeholder is read to its last digit: `@_user_1` is not the beginning of `@_user_12`. */
const placeholder = /(^|[^\S\n])?(@_user_\d+|@_all\b)([^\S\n])?/g;

/** Resolves `@_user_1` by the list that came with the text. */
export function mentionsOf(text: string, mentions: readonly Mention[], bot: Bot): Mentions {
  const known = new Map(mentions.map(mention => [mention.key, mention]));
  const people = new Map<string, Person>();
  const isUs = (mention: Mention | undefined) => mention?.id?.open_id === bot.openId;
  const resolved = text.replace(placeholder, (...found: string[]) => {
    const [all = '', before = '', key = '', after = ''] = found;
    const mention = known.get(key);
    // Of the blanks around our name one is left, and none where it begins a line.
    if (isUs(mention)) return before || (text.charAt(Number(found[4]) - 1).trim() && after);
    if (key === '@_all') return `${before}@${mention?.name ?? 'all'}${after}`;
    if (mention?.name === undefined) return all;
    const { name, id: { open_id: id } = {}, mentioned_type: type } = mention;
    if (id && type !== 'bot') people.set(id, { id, name });
    return `${before}@${name}${after}`;
  });
  return { us: mentions.some(isUs), people: [...people.values()], text: resolved.trim() };
}
