import { newId } from '../ids.ts';
import { recall } from '../people/say.ts';
import { invalid, Refusal } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import { messageWire } from '../wire.ts';
import type { Wire } from '../words.ts';
import type { Message, Room } from '../world.ts';
import { type Content, isPatchable, readContent } from './content.ts';
import type { Asked, Run } from './route.ts';

/** The same `uuid` makes one message in this time. */
const onceMs = 60 * 60_000;
const mostEdits = 20;

/** `POST /im/v1/messages`. open.feishu.cn/document: server-docs/im-v1/message/create */
export const send: Run = (simulation, { query, body }) =>
  once(simulation, body, () => {
    const room = recipient(simulation, query.get('receive_id_type'), String(body['receive_id'] ?? ''));
    return write(simulation, room, readContent(simulation, body), {});
  });

/** `POST /im/v1/messages/:message_id/reply`: in the topic of the message, or in a new one if asked to. */
export const reply: Run = (simulation, { ids, body }) =>
  once(simulation, body, () => {
    const replyTo = messageOf(simulation, ids);
    if (body['reply_in_thread'] === true && replyTo.topic === undefined) replyTo.topic = newId('omt_');
    const { room, topic } = replyTo;
    return write(simulation, room, readContent(simulation, body), { replyTo, topic });
  });

/** `PUT /im/v1/messages/:message_id`: another text or post, twenty times at most. */
export const editText: Run = (simulation, { ids, body }) => {
  const message = ownMessage(simulation, ids);
  if (message.kind === 'interactive' || body['msg_type'] === 'interactive')
    throw invalid('cards are not edited here');
  const { content, face } = readContent(simulation, body);
  if (message.states.length > mostEdits)
    throw new Refusal(230072, 'The message has reached the number of times it can be edited.');
  simulation.world.revise(message, content, face);
  return answer(simulation, message);
};

/** `PATCH /im/v1/messages/:message_id`: another card, where the message does not show an entity of CardKit. */
export const patchCard: Run = (simulation, { ids, body }) => {
  const message = ownMessage(simulation, ids);
  if (message.kind !== 'interactive') throw invalid('this message is no card');
  if (message.card) throw invalid('this message shows a card entity, which CardKit updates');
  simulation.limits.patch(message.id);
  const { content, card, face } = readContent(simulation, { ...body, msg_type: 'interactive' });
  if (card || !isPatchable(message.content) || !isPatchable(content))
    throw invalid('update_multi must be true');
  simulation.world.revise(message, content, face);
  return {};
};

/** `GET /im/v1/messages/:message_id`. */
export const readMessage: Run = (simulation, { ids }) => ({
  data: { items: [wire(simulation, found(simulation, ids))] },
});

/** `DELETE /im/v1/messages/:message_id`: the bot takes back what it wrote. */
export const recallMessage: Run = (simulation, { ids }) => {
  recall(simulation, ownMessage(simulation, ids));
  return {};
};

function once(simulation: Simulation, { uuid }: Wire, work: () => Message): Wire {
  if (uuid === undefined) return answer(simulation, work());
  if (typeof uuid !== 'string' || uuid.length > 50) throw invalid('uuid is longer than 50 characters');
  const { sent, clock, world } = simulation;
  const before = sent.get(uuid);
  const known = before && clock.now() < before.at + onceMs ? world.messages.get(before.messageId) : undefined;
  const message = known ?? work();
  if (!known) sent.set(uuid, { messageId: message.id, at: clock.now() });
  return answer(simulation, message);
}

function write(
  { world, limits }: Simulation,
  room: Room,
  { face, ...content }: Content,
  place: Pick<Message, 'replyTo' | 'topic'>,
): Message {
  if (room.isDisbanded) throw new Refusal(232009, 'The chat has already been dissolved.');
  if (!room.hasBot) throw new Refusal(230002, 'The bot can not be out of the chat.');
  limits.chat(room.id);
  const topic = place.topic ?? (room.topics ? newId('omt_') : undefined);
  const { card } = content;
  if (card) {
    card.isSent = true;
    // What was shown before it was sent, nobody saw.
    card.states.splice(0, card.states.length, face);
  }
  return world.post(room, { from: world.bot, ...content, ...place, topic, states: card?.states ?? [face] });
}

function recipient({ world }: Simulation, type: string | null, id: string): Room {
  const person = world.people.get(id);
  const room =
    type === 'chat_id'
      ? world.rooms.get(id)
      : type === 'open_id' && person
        ? world.direct(person)
        : undefined;
  if (!room) throw invalid(`invalid receive_id ${id} of receive_id_type ${type}`);
  return room;
}

function found({ world }: Simulation, ids: Asked['ids']): Message {
  const message = world.messages.get(ids['message_id'] ?? '');
  if (!message) throw new Refusal(231003, 'The message is not found.');
  return message;
}

function messageOf(simulation: Simulation, ids: Asked['ids']): Message {
  const message = found(simulation, ids);
  if (message.isRecalled) throw new Refusal(230011, 'The message was withdrawn.');
  return message;
}

function ownMessage(simulation: Simulation, ids: Asked['ids']): Message {
  const message = messageOf(simulation, ids);
  if (message.from !== simulation.world.bot)
    throw new Refusal(230071, 'The operator is not the sender of the message.');
  return message;
}

const answer = (simulation: Simulation, message: Message): Wire => ({ data: wire(simulation, message) });

const wire = ({ world, app }: Simulation, message: Message): Wire =>
  messageWire(message, world.bot.openId, app.appId);
