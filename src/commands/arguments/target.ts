import { chatKey, type IncomingMessage } from '../../message.ts';
import { chatSubject, type Subject, type Target, userSubject } from '../../people/subject.ts';
import { takeDuration } from './duration.ts';

/** Whom a command means. */
export type TargetReading =
  | { readonly kind: 'target'; readonly target: Target; readonly rest: string }
  /** `@name` of somebody whose id the platform does not tell. */
  | { readonly kind: 'unknown-name'; readonly name: string }
  | { readonly kind: 'none' };

/** What the reading needs of the message that carries the command. */
export type Carrier = Pick<IncomingMessage, 'platform' | 'chat' | 'mentions' | 'quoted'>;

/**
 * Reads whom a command means, from the beginning of its arguments: a mention, an id that says what it is
 * (`user:telegram:1`, `chat:telegram:-100`, `telegram:1`) or `here`; else who wrote the message that is answered; else a
 * bare id of this platform.
 * @param platforms names of all platforms
 */
export function takeTarget(args: string, carrier: Carrier, platforms: ReadonlySet<string>): TargetReading {
  const text = args.trim();
  return (
    mentioned(text, carrier) ??
    written(text, carrier, platforms) ??
    named(text) ??
    mentionedElsewhere(text, carrier) ??
    quoted(text, carrier) ??
    bare(text, carrier) ?? { kind: 'none' }
  );
}

type Found = TargetReading | undefined;

const found = (subject: Subject, rest: string, name?: string): Found => ({
  kind: 'target',
  target: { subject, ...(name ? { name } : {}) },
  rest: rest.replace(/^[\s,，]+/u, ''),
});

/** The longest name first: of two people one may be called as the other's name begins. */
function mentioned(text: string, { platform, mentions = [] }: Carrier): Found {
  const person = mentions
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => text.startsWith(`@${name}`) && !/^[\p{L}\p{N}_]/u.test(text.slice(name.length + 1)));
  return person && found(userSubject(platform, person.id), text.slice(person.name.length + 1), person.name);
}

/** Some platforms cut mentions out of the text. */
function mentionedElsewhere(text: string, { platform, mentions = [] }: Carrier): Found {
  const [only, ...more] = mentions;
  if (only === undefined || more.length > 0 || text.includes(`@${only.name}`)) return undefined;
  return found(userSubject(platform, only.id), text, only.name);
}

const explicit = /^(?:(user|chat)[:：])?(?:([a-z]+)[:：])?([^\s,，]+)/i;

/** An id that says what it is. */
function written(text: string, carrier: Carrier, platforms: ReadonlySet<string>): Found {
  const here = /^(?:here|这里|本群)(?=[\s,，]|$)/iu.exec(text)?.[0];
  if (here) return found(chatSubject(`${carrier.platform}:${carrier.chat.id}`), text.slice(here.length));
  const [all = '', kind, prefix, id = ''] = explicit.exec(text) ?? [];
  const known = platforms.has(prefix?.toLowerCase() ?? '') ? prefix?.toLowerCase() : undefined;
  if (kind === undefined && known === undefined) return undefined;
  const platform = known ?? carrier.platform;
  // An id may have a colon of its own.
  const whole = prefix === undefined || known ? id : `${prefix}:${id}`;
  const isChat = kind?.toLowerCase() === 'chat';
  const subject = isChat ? chatSubject(`${platform}:${whole}`) : userSubject(platform, whole);
  return found(subject, text.slice(all.length));
}

function named(text: string): Found {
  const [, name] = /^@([^\s,，]+)/u.exec(text) ?? [];
  return name === undefined ? undefined : { kind: 'unknown-name', name };
}

/** The bot's own messages are answered often, and mean nobody. */
function quoted(text: string, { platform, quoted: answered }: Carrier): Found {
  if (answered?.senderId === undefined || answered.fromBot) return undefined;
  return found(userSubject(platform, answered.senderId), text, answered.senderName);
}

/** Something that looks like an id, and neither like a word nor a time: `123`, `ou_7d8a`, `manager807`, `$:LWCP_v1:$x`. */
function bare(text: string, { platform }: Carrier): Found {
  const id = /^(?=\S*[\d_])(?:\$:[\w$:.=+/-]+|[\w.=+-]+)(?=[\s,，]|$)/u.exec(text)?.[0];
  if (id === undefined || takeDuration(id)) return undefined;
  return found(userSubject(platform, id), text.slice(id.length));
}

/** This chat. */
export function thisChat(message: IncomingMessage): Target {
  const name = message.chat.title;
  return { subject: chatSubject(chatKey(message)), ...(name ? { name } : {}) };
}
