import { plainText } from '../formatted-text.ts';
import type { Simulation } from '../simulation.ts';
import { chatWire, messageWire, userWire } from '../wire.ts';
import type { Message, Person, Room, Wire } from '../words.ts';
import { shown } from '../world.ts';
import { announce } from './announce.ts';

/** A person forwards a message into another chat. */
export function forward(simulation: Simulation, room: Room, person: Person, original: Message): Message {
  const { at, ...content } = shown(original);
  const message = simulation.world.post(room, {
    from: person,
    content,
    extra: { ...original.extra, ...originOf(original, at) },
  });
  announce(simulation, message);
  return message;
}

/** A post in a channel, copied into the channel's discussion group when there is one. */
export function channelPost(simulation: Simulation, channel: Room, text: string): Message {
  const { world, updates } = simulation;
  const post = world.post(channel, { senderRoom: channel, content: plainText(text) });
  updates.push('channel_post', channel.id, messageWire(post));
  if (channel.discussion) {
    const copy = world.post(channel.discussion, {
      from: { id: 777000, firstName: 'Telegram' },
      senderRoom: channel,
      content: plainText(text),
      extra: { is_automatic_forward: true, ...originOf(post, post.sentAt) },
    });
    announce(simulation, copy);
  }
  return post;
}

function originOf({ from, senderRoom, id }: Message, at: number): Wire {
  const date = Math.floor(at / 1000);
  if (senderRoom)
    return { forward_origin: { type: 'channel', chat: chatWire(senderRoom), message_id: id, date } };
  return from ? { forward_origin: { type: 'user', sender_user: userWire(from), date } } : {};
}
