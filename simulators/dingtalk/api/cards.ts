import { Card } from '../card.ts';
import { newId } from '../ids.ts';
import { bad } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { Wire } from '../words.ts';
import { bytesOf, paramsIn } from './card-params.ts';
import { objectAt, textAt } from './fields.ts';
import type { Run } from './route.ts';
import { spacesIn } from './spaces.ts';

/** `POST /v1.0/card/instances/createAndDeliver`. A card that could not be delivered is there all the same. */
export const createAndDeliver: Run = (simulation, { body }) => {
  const card = create(simulation, body);
  return {
    success: true,
    result: { outTrackId: card.outTrackId, deliverResults: show(simulation, card, body) },
  };
};

/** `POST /v1.0/card/instances`. */
export const createCard: Run = (simulation, { body }) => ({
  success: true,
  result: create(simulation, body).outTrackId,
});

/** `POST /v1.0/card/instances/deliver`. */
export const deliverCard: Run = (simulation, { body }) => ({
  success: true,
  result: show(simulation, find(simulation, body, 'param.cardNotExist'), body),
});

/** `PUT /v1.0/card/streaming`: the whole text so far. */
export const streamCard: Run = (simulation, { body }) => {
  const { world, limits } = simulation;
  const guid = textAt(body, 'guid', 'param.stream.guidEmpty');
  const key = textAt(body, 'key', 'param.stream.keyEmpty');
  const card = find(simulation, body, 'param.stream.outTrackId');
  const { content, isFull, isFinalize, isError } = body;
  if (isFull !== true) throw bad('param.stream.isFull', 'a markdown variable takes its whole text');
  const isEnd = isFinalize === true || isError === true;
  if (typeof content !== 'string' || (content === '' && !isEnd))
    throw bad('param.stream.contentEmpty', 'content is empty');
  if (bytesOf(content) > limits.settings.cardBytes) throw bad('param.stream.content', 'content is too large');
  card.stream(guid, key, content, isError === true ? 'failed' : isEnd ? 'final' : undefined);
  world.changed();
  return { success: true, result: true };
};

/** `PUT /v1.0/card/instances`: other values, in place of all or by their keys. */
export const updateCard: Run = (simulation, { body }) => {
  const card = find(simulation, body, 'param.cardNotExist');
  const { updateCardDataByKey, updatePrivateDataByKey } = objectAt(body, 'cardUpdateOptions');
  if (
    updatePrivateDataByKey === true &&
    body['userPrivateData'] === undefined &&
    body['privateData'] === undefined
  )
    throw bad('param.cardUpdateOptions', 'updatePrivateDataByKey needs userPrivateData');
  card.update(paramsIn(simulation, body), updateCardDataByKey === true);
  simulation.world.changed();
  return { success: true, result: true };
};

function create(simulation: Simulation, body: Wire): Card {
  const { world, templates, clock, isHeard } = simulation;
  if (!templates.includes(String(body['cardTemplateId'])))
    throw bad('param.templateNotExist', 'the template does not exist');
  const outTrackId = textAt(body, 'outTrackId', 'param.outTrackIdEmpty');
  if (world.cards.has(outTrackId)) throw bad('param.cardAlreadyExist', 'outTrackId was used before');
  const card = new Card(body, paramsIn(simulation, body), { now: clock.now, isHeard });
  world.cards.set(outTrackId, card);
  world.changed();
  return card;
}

/** Puts the card on the screens that are asked for; HTTP 200 hides what failed. */
function show(simulation: Simulation, card: Card, body: Wire): Wire[] {
  const { world } = simulation;
  const spaces = spacesIn(simulation, body);
  if (spaces.length === 0) throw bad('param.openSpaceId', 'openSpaceId is missing');
  return spaces.map(space => {
    const { type: spaceType, id: spaceId } = space;
    if (!space.room) return { spaceType, spaceId, success: false, errorMsg: space.errorMsg };
    const { room, mentions } = space;
    card.appear();
    world.post(room, { from: world.bot, kind: 'card', states: card.states, card, mentions });
    return { spaceType, spaceId, success: true, carrierId: newId(), errorMsg: '' };
  });
}

function find({ world }: Simulation, body: Wire, code: string): Card {
  const card = world.cards.get(textAt(body, 'outTrackId', code));
  if (!card) throw bad(code, 'the card does not exist');
  return card;
}
