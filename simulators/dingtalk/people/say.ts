import { textFace } from '../face.ts';
import { newId } from '../ids.ts';
import type { Simulation } from '../simulation.ts';
import { topics } from '../topics.ts';
import { messageWire, quoteWire } from '../wire.ts';
import type { Person, Wire } from '../words.ts';
import type { Message, Room } from '../world.ts';
import { type Mentioned, mentionedId, writeMentions } from './mentions.ts';

/** How a person says something. */
export interface SayOptions {
  /** Who is mentioned: where the text has `@name`, or else before it. `all` is everybody in the group. */
  readonly mentions?: readonly Mentioned[];
  /** The message that it quotes. */
  readonly replyTo?: string;
  /** As rich text: a part for each line, and a picture where a line is `[图片]`. */
  readonly richText?: boolean;
  /** In place of the text: */
  readonly picture?: boolean;
  readonly video?: boolean;
  readonly file?: boolean;
  /** Spoken; the text is what was recognised, and an empty one that nothing was. */
  readonly audio?: boolean;
  /** When it was sent, in ms since the epoch, if not just now. */
  readonly sentAt?: number;
  /** Another address for replies, which the vendor would never send. */
  readonly sessionWebhook?: string;
}

/** A person writes into a chat. In a group the bot hears only what mentions it, as an internal robot does. */
export function say(
  simulation: Simulation,
  room: Room,
  person: Person,
  text: string,
  options: SayOptions,
): Message {
  const { world, sessions, events, clock } = simulation;
  const { mentions = [], replyTo, sentAt = clock.now(), sessionWebhook } = options;
  const { shown, written } = writeMentions(text, mentions, world.bot);
  const quoted = replyTo === undefined ? undefined : world.message(room, replyTo);
  const message = world.post(room, {
    from: person,
    ...contentOf(written, quoted, options),
    mentions: mentions.map(mentionedId),
    sentAt,
    states: [textFace(shown, sentAt)],
  });
  if (room.state !== 'open' || (room.type === 'group' && !mentions.includes(world.bot))) return message;
  const session = sessions.issue(room);
  const data = messageWire(simulation, message, mentions, { ...session, url: sessionWebhook ?? session.url });
  events.push({ topic: topics.message, id: message.id, messageId: message.id, chat: room.id, data });
  return message;
}

function contentOf(
  text: string,
  quoted: Message | undefined,
  { richText, picture, video, file, audio }: SayOptions,
): { kind: string; content: Wire } {
  const downloadCode = newId();
  const attached = (kind: string, content: Wire) => ({ kind, content: { content } });
  if (picture) return attached('picture', { downloadCode, pictureDownloadCode: downloadCode });
  if (video) return attached('video', { downloadCode, duration: 3000, videoType: 'mp4' });
  if (file) return attached('file', { downloadCode, fileName: 'simulated.txt', fileId: '1', spaceId: '1' });
  if (audio) return attached('audio', { downloadCode, duration: 3000, ...(text && { recognition: text }) });
  if (richText) return attached('richText', { richText: text.split('\n').map(partOf) });
  return { kind: 'text', content: { text: { content: text, ...(quoted && quoteWire(quoted)) } } };
}

const partOf = (line: string): Wire => {
  const downloadCode = newId();
  return line.trim() === '[图片]'
    ? { type: 'picture', downloadCode, pictureDownloadCode: downloadCode }
    : { text: `${line}\n` };
};
