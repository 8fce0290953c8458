import { objectAt } from '../api/fields.ts';
import type { Params } from '../card.ts';
import { corpId, newId } from '../ids.ts';
import type { Simulation } from '../simulation.ts';
import { topics } from '../topics.ts';
import type { Person, Wire } from '../words.ts';
import type { Message } from '../world.ts';

/** What a person sees after pressing a button; `answered` is false when the bot failed or let the deadline pass. */
export interface PressAnswer {
  readonly answered: boolean;
  /** The value `notice` that the answer brought for this person alone. */
  readonly notice?: string;
}

/** A person presses a button of a card, named by its id or its text. @throws Error when the card does not show it. */
export async function press(
  { world, gateway, events, pressMs }: Simulation,
  message: Message,
  person: Person,
  wanted: string,
): Promise<PressAnswer> {
  const { card, room } = message;
  const buttons = card?.face().buttons ?? [];
  const button = buttons.find(({ id, text }) => id === wanted || text === wanted);
  if (!card || !button)
    throw new Error(
      `no button "${wanted}" on ${message.id}; it shows ${buttons.map(({ text }) => text).join(', ')}`,
    );
  const content = JSON.stringify({ cardPrivateData: { actionIds: [button.id], params: {} } });
  const { outcome, data } = await events.ask(
    gateway,
    {
      topic: topics.button,
      id: newId(),
      messageId: message.id,
      chat: room.id,
      data: {
        type: 'actionCallback',
        outTrackId: card.outTrackId,
        corpId,
        userId: person.staffId ?? person.senderId,
        userIdType: 1,
        spaceType: 'IM',
        spaceId: room.id,
        content,
        value: content,
        extension: '{}',
      },
    },
    pressMs,
  );
  if (outcome !== 'acknowledged') return { answered: false };
  const response = objectAt(data ?? {}, 'response');
  const brought = paramsOf(response, 'cardData');
  const { updateCardDataByKey } = objectAt(response, 'cardUpdateOptions');
  if (Object.keys(brought).length > 0) card.update(brought, updateCardDataByKey === true);
  world.changed();
  const { notice } = paramsOf(response, 'userPrivateData');
  return { answered: true, ...(notice !== undefined && { notice }) };
}

const paramsOf = (response: Wire, key: string): Params =>
  objectAt(objectAt(response, key), 'cardParamMap') as Params;
