import { formattedText } from '../formatted-text.ts';
import { keyboardOf } from '../keyboard.ts';
import { flag, integer, object, text } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import { messageWire } from '../wire.ts';
import type { FormattedText, Keyboard, Message, Room, Wire } from '../words.ts';
import { shown, type World } from '../world.ts';
import type { Method } from './method.ts';
import { topicOf, writableRoom } from './room.ts';

/** Methods that write messages. core.telegram.org/bots/api#sendmessage and #updating-messages */
export const messageMethods: Record<string, Method> = {
  sendMessage({ world }, parameters) {
    const { room, ...place } = placeOf(world, parameters);
    const message = world.post(room, {
      from: world.bot,
      content: formattedText(parameters),
      keyboard: keyboardOf(parameters, { strict: false }),
      ...place,
    });
    return messageWire(message);
  },

  editMessageText({ world }, parameters) {
    const message = editable(world, parameters);
    return edit(world, message, formattedText(parameters), keyboardOf(parameters, { strict: true }));
  },

  editMessageReplyMarkup({ world }, parameters) {
    const message = editable(world, parameters);
    return edit(world, message, shown(message), keyboardOf(parameters, { strict: true }));
  },

  deleteMessage({ world }, parameters) {
    const room = writableRoom(world, parameters);
    const message = room.messages.get(integer(parameters, 'message_id') ?? Number.NaN);
    if (!message || message.deleted) throw badRequest('message to delete not found');
    const isAdmin = room.members.get(world.bot.id) === 'administrator';
    if (message.from?.id !== world.bot.id && room.type !== 'private' && !isAdmin)
      throw badRequest("message can't be deleted");
    world.remove(message);
    return true;
  },

  answerCallbackQuery({ callbacks, world }, parameters) {
    const words = text(parameters, 'text');
    if (words.length > 200) throw badRequest('MESSAGE_TOO_LONG');
    const alert = flag(parameters, 'show_alert');
    const answer = { answered: true, ...(words && { text: words, alert }) };
    if (!callbacks.answer(text(parameters, 'callback_query_id'), answer))
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    world.changed();
    return true;
  },
};

/** Where a message of the bot goes. @throws Refusal */
export function placeOf(world: World, parameters: Wire) {
  const room = writableRoom(world, parameters);
  const replyTo = repliedTo(room, parameters);
  return { room, replyTo, topic: topicOf(room, parameters) ?? replyTo?.topic };
}

function repliedTo(room: Room, parameters: Wire): Message | undefined {
  const reply = object(parameters, 'reply_parameters') ?? {
    message_id: parameters['reply_to_message_id'],
    allow_sending_without_reply: parameters['allow_sending_without_reply'],
  };
  const id = integer(reply, 'message_id');
  if (!id) return undefined;
  const message = room.messages.get(id);
  if (message && !message.deleted) return message;
  if (flag(reply, 'allow_sending_without_reply')) return undefined;
  throw badRequest('message to be replied not found');
}

function editable(world: World, parameters: Wire): Message {
  const room = writableRoom(world, parameters);
  const message = room.messages.get(integer(parameters, 'message_id') ?? Number.NaN);
  if (!message || message.deleted) throw badRequest('message to edit not found');
  if (message.from?.id !== world.bot.id) throw badRequest("message can't be edited");
  return message;
}

function edit(world: World, message: Message, content: FormattedText, keyboard: Keyboard): Wire {
  const { text, entities, keyboard: before } = shown(message);
  if (JSON.stringify([text, entities, before]) === JSON.stringify([content.text, content.entities, keyboard]))
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same ' +
        'as a current content and reply markup of the message',
    );
  world.revise(message, content, keyboard);
  return messageWire(message);
}
