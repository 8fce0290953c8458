import assert from 'node:assert/strict';
import { type Arrival, conversationOf, type IncomingMessage, messageKey } from '../../../src/message.ts';

const contents = ['text', 'picture', 'voice', 'video', 'file', 'sticker', 'place', 'other'];
const kinds = ['direct', 'group'];
/** What a `Date` can hold, milliseconds. */
const farthestMs = 8.64e15;

/** Whatever came, what we make of it is one of the things that the rest of the house knows. */
export function holdsArrival(arrival: Arrival): void {
  switch (arrival.kind) {
    case 'message':
    case 'edit':
      holdsMessage(arrival.message);
      assert(contents.includes(arrival.content), 'a content that is none');
      assert(['person', 'anonymous-admin', 'bot', 'channel'].includes(arrival.author));
      assert(['direct', 'mention', 'reply', 'none'].includes(arrival.address));
      return;
    case 'press': {
      const { id, chat, sender, token, action } = arrival.press;
      for (const word of [id, chat.id, sender.id, token]) holdsId(word);
      assert(['stop', 'retry', 'new'].includes(action) && kinds.includes(chat.kind));
      return;
    }
    case 'recall':
      holdsId(arrival.messageId);
      holdsId(arrival.chat.id);
      return;
    case 'migration':
      holdsId(arrival.from);
      holdsId(arrival.to);
      assert(arrival.from !== arrival.to);
      if (arrival.at !== undefined) holdsTime(arrival.at);
      return;
    case 'membership':
      holdsId(arrival.id);
      holdsId(arrival.chat.id);
      assert(['joined', 'left'].includes(arrival.state));
      if (arrival.at !== undefined) holdsTime(arrival.at);
      return;
    case 'nothing':
      // It goes to the log: ours, and nothing that somebody wrote.
      assert.match(arrival.why, /^[\w ,'-]{1,80}$/);
  }
}

/** It goes through Redis as JSON, and must be the same behind it. */
function holdsMessage(message: IncomingMessage): void {
  // Zero has no sign there.
  const kept = { ...message, sentAt: message.sentAt + 0 };
  assert.deepEqual(JSON.parse(JSON.stringify(message)), kept, 'a message that Redis does not keep');
  for (const word of [message.id, message.chat.id, message.sender.id]) holdsId(word);
  assert.equal(typeof message.text, 'string');
  assert.equal(message.text, message.text.trim(), 'a text with blanks around it');
  assert(kinds.includes(message.chat.kind));
  holdsTime(message.sentAt);
  for (const person of message.mentions ?? []) holdsId(person.id);
  assert.equal(typeof messageKey(message), 'string');
  assert.equal(typeof conversationOf(message, 'member'), 'string');
}

function holdsTime(at: number): void {
  assert(Number.isSafeInteger(at), 'a time that is no whole number');
  assert(Math.abs(at) <= farthestMs, 'a time that no date can hold');
}

function holdsId(id: string): void {
  assert.equal(typeof id, 'string');
  assert(id.length > 0, 'an id without a letter');
}
