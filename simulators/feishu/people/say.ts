import { textFace } from '../face.ts';
import { newId } from '../ids.ts';
import type { Simulation } from '../simulation.ts';
import { messageEvent } from '../wire.ts';
import type { Person } from '../words.ts';
import type { Message, Room } from '../world.ts';
import { type Mentioned, writeMentions } from './mentions.ts';

/** How a person says something. */
export interface SayOptions {
  /** Who is mentioned: where the text has `@name`, or else before it. `all` is everybody in the group. */
  readonly mentions?: readonly Mentioned[];
  /** The message it replies to; in a topic, it stays there. */
  readonly replyTo?: string;
  /** The topic, as `topicOf()` tells it. */
  readonly topic?: string;
  /** As rich text; each line is a paragraph. */
  readonly post?: boolean;
  /** In place of the text: */
  readonly image?: boolean;
  readonly file?: boolean;
  readonly audio?: boolean;
  readonly sticker?: boolean;
  /** When it was sent, in ms since the epoch, if not just now. */
  readonly sentAt?: number;
}

const attachments = {
  image: { image_key: 'img_v3_simulated' },
  file: { file_key: 'file_v3_simulated', file_name: 'simulated.txt' },
  audio: { file_key: 'file_v3_simulated', duration: 3000 },
  sticker: { file_key: 'simulated' },
} as const;

/** A person writes into a chat. A stranger is taken into the group without a word. */
export function say(
  simulation: Simulation,
  room: Room,
  person: Person,
  text: string,
  options: SayOptions,
): Message {
  const { world } = simulation;
  room.members.set(person.openId, person);
  const { mentions = [], sentAt } = options;
  const before =
    options.replyTo === undefined ? firstOf(room, options.topic) : world.message(room, options.replyTo);
  const { shown, written, keys } = writeMentions(text, mentions, world.bot);
  const message = world.post(room, {
    from: person,
    ...contentOf(written, keys, options),
    mentions: keys,
    replyTo: before,
    topic: options.topic ?? before?.topic ?? (room.topics ? newId('omt_') : undefined),
    sentAt,
    states: [textFace(shown, sentAt ?? world.clock.now(), mentions.map(idOf))],
  });
  const reachesBot =
    room.hasBot && (room.type === 'p2p' || simulation.allGroupMessages || mentions.includes(world.bot));
  if (reachesBot) simulation.events.push('im.message.receive_v1', messageEvent(message));
  return message;
}

/** A message disappears. */
export function recall({ world, events }: Simulation, message: Message): void {
  message.isRecalled = true;
  world.changed();
  if (message.from === world.bot || !message.room.hasBot) return;
  events.push('im.message.recalled_v1', {
    message_id: message.id,
    chat_id: message.room.id,
    recall_time: String(Math.floor(world.clock.now())),
    recall_type: 'message_owner',
  });
}

const idOf = (mentioned: Mentioned): string => (mentioned === 'all' ? 'all' : mentioned.openId);

const firstOf = (room: Room, topic: string | undefined): Message | undefined =>
  topic === undefined ? undefined : room.messages.find(message => message.topic === topic);

function contentOf(
  text: string,
  keys: Message['mentions'],
  options: SayOptions,
): { kind: string; content: string } {
  const attached = Object.entries(attachments).find(([kind]) => options[kind as keyof typeof attachments]);
  if (attached) return { kind: attached[0], content: JSON.stringify(attached[1]) };
  if (!options.post) return { kind: 'text', content: JSON.stringify({ text }) };
  const content = text.split('\n').map(line =>
    line
      .split(/(@_user_\d+|@_all)/)
      .filter(Boolean)
      .map(postPart(keys)),
  );
  return { kind: 'post', content: JSON.stringify({ title: '', content }) };
}

const postPart = (keys: Message['mentions']) => (part: string) => {
  const mention = keys.find(({ key }) => key === part);
  if (part !== '@_all' && !mention) return { tag: 'text', text: part, style: [] };
  return { tag: 'at', user_id: part, user_name: mention?.['name'] ?? '所有人', style: [] };
};
