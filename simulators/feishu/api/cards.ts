import { Card } from '../card.ts';
import { checkCard, configOf, parseCard } from '../card-json.ts';
import { findElement, replaceElement } from '../elements.ts';
import { badParameter, Refusal } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { Wire } from '../words.ts';
import { act, jsonIn, withSettings } from './actions.ts';
import type { Asked, Run } from './route.ts';

const mostCreated = 3_000_000;
const mostContent = 100_000;
const mostUuid = 64;
const lastSequence = 2 ** 31 - 1;

/** `POST /cardkit/v1/cards`. open.feishu.cn/document: cardkit-v1/card/create */
export const createCard: Run = (simulation, { body }) => {
  const { world, clock } = simulation;
  const json = cardIn(body);
  check(simulation, json);
  const card = new Card(newCardId(world.cards.size, clock.now()), json, clock.now);
  world.cards.set(card.id, card);
  world.changed();
  return { data: { card_id: card.id } };
};

/** `PUT …/elements/:element_id/content`: the whole text so far. cardkit-v1/card-element/content */
export const streamText: Run = (simulation, asked) =>
  operate(simulation, asked, card => {
    card.mustBeIdle();
    const { content } = asked.body;
    if (typeof content !== 'string' || content === '') throw badParameter('content is empty');
    if (content.length > mostContent) throw badParameter('content is longer than 100000 characters');
    card.mustStream();
    const id = asked.ids['element_id'];
    const element = findElement(card.json, id);
    if (!element) throw new Refusal(300313, `element ${id} is not there`);
    if (element['tag'] !== 'markdown' && element['tag'] !== 'plain_text')
      throw new Refusal(300310, `element ${id} is not a text`);
    return replaceElement(card.json, id, element => [{ ...element, content }]);
  });

/** `PATCH …/settings`: opens and closes streaming, and sets the summary. cardkit-v1/card/settings */
export const updateSettings: Run = (simulation, asked) => {
  const settings = jsonIn(asked.body['settings'], 'settings') as Wire;
  const opens = configOf(settings)['streaming_mode'] === true;
  return operate(simulation, asked, card => withSettings(card.json, settings), opens);
};

/** `PUT /cardkit/v1/cards/:card_id`: another card in its place. */
export const replaceCard: Run = (simulation, asked) => {
  const next = cardIn(asked.body['card'] as Wire | undefined);
  return operate(
    simulation,
    asked,
    card => {
      card.mustBeIdle();
      return next;
    },
    true,
  );
};

/** `POST …/batch_update`: several actions, all or none. */
export const updateCard: Run = (simulation, asked) =>
  operate(simulation, asked, card => {
    card.mustBeIdle();
    const actions = jsonIn(asked.body['actions'], 'actions');
    if (!Array.isArray(actions) || actions.length === 0) throw badParameter('actions must be a list');
    return actions.reduce(act, card.json);
  });

/**
 * One numbered operation on a card: `work` gives the card as it will be. `opens`: where that is streaming, its ten minutes
 * begin now. An operation that is refused uses up no number.
 */
function operate(
  simulation: Simulation,
  { ids, body }: Asked,
  work: (card: Card) => Wire,
  opens = false,
): Wire {
  const { world, limits } = simulation;
  const card = world.cards.get(ids['card_id'] ?? '');
  if (!card) throw new Refusal(200740, 'card does not exist');
  limits.card(card.id);
  const { uuid, ...content } = body;
  const operation = JSON.stringify({ ids, content });
  if (isRepeated(card, uuid, operation)) return {};
  const sequence = sequenceIn(body);
  if (sequence <= card.sequence) throw new Refusal(300317, 'sequence number compare failed');
  const next = work(card);
  check(simulation, next);
  card.sequence = sequence;
  if (uuid !== undefined) card.operations.set(String(uuid), operation);
  card.show(next, opens);
  world.changed();
  return {};
}

function isRepeated({ operations }: Card, uuid: unknown, operation: string): boolean {
  if (uuid === undefined) return false;
  if (typeof uuid !== 'string' || uuid.length > mostUuid)
    throw badParameter('uuid is longer than 64 characters');
  const known = operations.get(uuid);
  if (known !== undefined && known !== operation)
    throw new Refusal(200770, 'this uuid belongs to another operation');
  return known !== undefined;
}

function sequenceIn({ sequence }: Wire): number {
  if (typeof sequence === 'number' && Number.isInteger(sequence) && sequence >= 1 && sequence <= lastSequence)
    return sequence;
  throw badParameter('sequence must be a number from 1 to 2147483647');
}

function cardIn({ type, data }: Wire = {}): Wire {
  if (type !== 'card_json' || typeof data !== 'string')
    throw badParameter('a card is of type card_json, with data');
  if (data.length > mostCreated) throw badParameter('data is longer than 3000000 characters');
  return parseCard(data);
}

const check = ({ world }: Simulation, json: Wire): void =>
  checkCard(
    json,
    openId => world.people.has(openId),
    () => new Refusal(200860, 'card content exceeds 30 KB'),
  );

/** Nineteen digits, as the vendor's ids have. */
const newCardId = (count: number, now: number): string =>
  String(7_300_000_000_000_000_000n + BigInt(Math.floor(now)) * 10_000n + BigInt(count % 10_000));
