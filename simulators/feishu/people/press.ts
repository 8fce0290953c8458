import { parseCard } from '../card-json.ts';
import { cardFace } from '../face.ts';
import { idsOf, newId, tenantKey } from '../ids.ts';
import type { Simulation } from '../simulation.ts';
import type { Person, Wire } from '../words.ts';
import { type Message, shown } from '../world.ts';

/** What a person sees after pressing a button; `answered` is false when the bot failed or let the deadline pass. */
export interface PressAnswer {
  readonly answered: boolean;
  readonly toast?: { readonly type: string; readonly content: string };
  /** The card that the answer brought, which the message now shows. */
  readonly card?: Wire;
}

/** A person presses a button, named by its element id or its text. @throws Error when the message does not show it. */
export async function press(
  { world, events }: Simulation,
  message: Message,
  person: Person,
  wanted: string,
): Promise<PressAnswer> {
  const { buttons } = shown(message);
  const button = buttons.find(({ id, text }) => id === wanted || text === wanted);
  if (!button)
    throw new Error(
      `no button "${wanted}" on ${message.id}; it shows ${buttons.map(({ text }) => text).join(', ')}`,
    );
  const { card } = message;
  if (card) card.pressed += 1;
  const { outcome, data } = await events.ask('card.action.trigger', {
    operator: { ...idsOf(person.openId), tenant_key: tenantKey },
    token: newId('c-'),
    action: { tag: 'button', value: button.value },
    host: 'im_message',
    context: { open_message_id: message.id, open_chat_id: message.room.id },
  });
  if (card) card.pressed -= 1;
  if (outcome !== 'acknowledged') return { answered: false };
  const { toast, card: brought } = (data ?? {}) as Pick<PressAnswer, 'toast'> & {
    card?: { type: string; data: Wire };
  };
  if (brought?.type === 'raw') showCard(message, brought.data, world.clock.now());
  world.changed();
  return { answered: true, ...(toast && { toast }), ...(brought && { card: brought.data }) };
}

function showCard(message: Message, data: Wire, at: number): void {
  const json = JSON.stringify(data);
  const card = parseCard(json, { anySchema: true });
  if (message.card) message.card.show(card);
  else {
    message.content = json;
    message.states.push(cardFace(card, at, false));
  }
}
