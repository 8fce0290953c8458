import { plainText } from '../formatted-text.ts';
import type { Simulation } from '../simulation.ts';
import { messageWire, userWire } from '../wire.ts';
import type { Message, Person, Room, Wire } from '../words.ts';
import { shown } from '../world.ts';
import { announce, anonymousAdmin, channelStandIn } from './announce.ts';
import { reachesBot } from './privacy.ts';

/** How a person says something. The text is the caption of a photo, document or voice message. */
export interface SayOptions {
  /** The message it replies to. */
  readonly replyTo?: number;
  /** The topic, as `topic()` returned it. */
  readonly topic?: number;
  readonly photo?: boolean;
  readonly document?: boolean;
  readonly voice?: boolean;
  readonly sticker?: boolean;
  /** Messages with the same name here form one album. */
  readonly mediaGroup?: string;
  /** As an admin who does not show who it is. */
  readonly anonymous?: boolean;
  /** As a channel of theirs. */
  readonly as?: { readonly id: number };
  /** People without a user name whose first name in the text mentions them. */
  readonly mentions?: readonly Person[];
  /** When it was sent, in ms since the epoch, if not just now. */
  readonly sentAt?: number;
}

const file = { file_id: 'simulated', file_unique_id: 'simulated' };

const attachments = {
  photo: [{ ...file, width: 90, height: 90 }],
  document: { ...file, file_name: 'simulated.txt' },
  voice: { ...file, duration: 3, mime_type: 'audio/ogg' },
  sticker: { ...file, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false },
} satisfies Wire;

/** A person writes into a chat. A stranger is taken into the group without a word. */
export function say(
  simulation: Simulation,
  room: Room,
  person: Person,
  text: string,
  options: SayOptions,
): Message {
  const { world } = simulation;
  if ((room.members.get(person.id) ?? 'left') === 'left') room.members.set(person.id, 'member');
  const entities = (options.mentions ?? []).flatMap(mentioned => {
    const { firstName } = mentioned;
    const offset = text.indexOf(firstName);
    return offset < 0
      ? []
      : [{ type: 'text_mention', offset, length: firstName.length, user: userWire(mentioned) }];
  });
  const attached = Object.entries(attachments).filter(([kind]) => options[kind as keyof typeof attachments]);
  const replyTo = options.replyTo === undefined ? undefined : world.message(room, options.replyTo);
  const message = world.post(room, {
    ...speaker(simulation, room, person, options),
    content: plainText(text, entities),
    replyTo,
    topic: options.topic ?? replyTo?.topic,
    sentAt: options.sentAt,
    extra: {
      ...Object.fromEntries(attached),
      ...(options.mediaGroup && { media_group_id: options.mediaGroup }),
    },
  });
  announce(simulation, message);
  return message;
}

/** Whom others see: the person, or a stand-in and the chat in whose name it speaks. */
function speaker({ world }: Simulation, room: Room, person: Person, { anonymous, as }: SayOptions) {
  if (anonymous) return { from: anonymousAdmin, senderRoom: room };
  return as ? { from: channelStandIn, senderRoom: world.room(as) } : { from: person };
}

/** A person edits a message of theirs. */
export function editByPerson({ world, updates, privacy }: Simulation, message: Message, text: string): void {
  world.revise(message, plainText(text), shown(message).keyboard);
  if (reachesBot(message, world.bot, privacy))
    updates.push('edited_message', message.room.id, messageWire(message));
}
