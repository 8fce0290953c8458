import type { PressAnswer } from '../callbacks.ts';
import type { Simulation } from '../simulation.ts';
import { messageWire, userWire } from '../wire.ts';
import type { Message, Person } from '../words.ts';
import { shown } from '../world.ts';

/** A person presses a button, named by its text or its data. @throws Error when the message does not show it. */
export function press(
  { callbacks, updates }: Simulation,
  message: Message,
  person: Person,
  wanted: string,
): Promise<PressAnswer> {
  const buttons = shown(message).keyboard.flat();
  const button = buttons.find(({ text, callback_data }) => text === wanted || callback_data === wanted);
  if (button?.callback_data === undefined)
    throw new Error(
      `no button "${wanted}" on message ${message.id}; it shows ${buttons.map(({ text }) => text).join(', ')}`,
    );
  const { id, answer } = callbacks.open();
  updates.push('callback_query', message.room.id, {
    id,
    from: userWire(person),
    message: messageWire(message),
    chat_instance: String(message.room.id),
    data: button.callback_data,
  });
  return answer;
}
