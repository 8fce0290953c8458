import { markdownFace } from '../face.ts';
import { newId } from '../ids.ts';
import { bad } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { MessageState, Wire } from '../words.ts';
import type { Room } from '../world.ts';
import { bytesOf } from './card-params.ts';
import { jsonAt, objectAt, textAt } from './fields.ts';
import { groupOf, mustBeRobot, mustListen } from './recipients.ts';
import type { Run } from './route.ts';

/** `POST /v1.0/im/v1.0/robot/interactiveCards/send`. That a `cardBizId` serves once, with this code, is our assumption. */
export const sendStandardCard: Run = (simulation, { body }) => {
  const { world } = simulation;
  mustBeRobot(simulation, body);
  if (body['cardTemplateId'] !== 'StandardCard')
    throw bad('param.templateNotExist', 'cardTemplateId must be StandardCard');
  const cardBizId = textAt(body, 'cardBizId', 'param.cardBizIdEmpty');
  if (world.standardCards.has(cardBizId)) throw bad('param.cardAlreadyExist', 'cardBizId was used before');
  const face = faceOf(simulation, body);
  const room = recipient(simulation, body);
  mustListen(room);
  const queryKey = newId();
  const mentions = mentionsIn(objectAt(body, 'sendOptions'));
  const states: [MessageState] = [face];
  const message = world.post(room, { from: world.bot, kind: 'standard-card', states, queryKey, mentions });
  world.standardCards.set(cardBizId, message);
  return { processQueryKey: queryKey };
};

/** `PUT /v1.0/im/robots/interactiveCards`: another card in its place. */
export const updateStandardCard: Run = (simulation, { body }) => {
  const { world } = simulation;
  const message = world.standardCards.get(textAt(body, 'cardBizId', 'param.cardBizIdEmpty'));
  if (!message) throw bad('param.cardNotExist', 'the card does not exist');
  message.states.push(faceOf(simulation, body));
  world.changed();
  return { processQueryKey: message.queryKey };
};

function recipient(simulation: Simulation, body: Wire): Room {
  if (body['singleChatReceiver'] === undefined) return groupOf(simulation, body);
  const { userId } = jsonAt(body, 'singleChatReceiver', 'invalidParameter.singleChatReceiver.invalid');
  const person = simulation.world.staff(String(userId));
  if (!person) throw bad('invalidParameter.userIds.invalid', 'userId is not known');
  return simulation.world.direct(person);
}

/** `atUserListJson`: `[{"nickName":"李","userId":"li"}]`. @throws Refusal for anything else in it */
function mentionsIn(options: Wire): string[] {
  const { atUserListJson, atAll } = options;
  const code = 'param.sendOptions';
  const people = atUserListJson === undefined ? [] : jsonAt(options, 'atUserListJson', code);
  if (!Array.isArray(people)) throw bad(code, 'atUserListJson is no list');
  const mentioned = (people as Wire[]).map(({ userId }) => String(userId));
  return atAll === true ? [...mentioned, 'all'] : mentioned;
}

function faceOf({ clock, limits }: Simulation, body: Wire): MessageState {
  const card = jsonAt(body, 'cardData', 'param.cardData');
  if (bytesOf(body['cardData']) > limits.settings.cardBytes)
    throw bad('param.cardData', 'content is too large');
  const { contents } = card;
  if (!Array.isArray(contents) || contents.length === 0) throw bad('param.cardData', 'contents is missing');
  const texts = (contents as Wire[]).map(({ text }) => text).filter(text => typeof text === 'string');
  const title = objectAt(objectAt(card, 'header'), 'title')['text'];
  return markdownFace(String(title ?? ''), texts.join('\n\n'), clock.now());
}
