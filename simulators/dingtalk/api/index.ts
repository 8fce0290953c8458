import { createAndDeliver, createCard, deliverCard, streamCard, updateCard } from './cards.ts';
import { uploadMedia } from './media.ts';
import { recallMessages, sendToGroup, sendToPeople } from './robot.ts';
import type { Access, Route, Run } from './route.ts';
import { sendBySession } from './session.ts';
import { sendStandardCard, updateStandardCard } from './standard-cards.ts';
import { accessToken, oldToken, openConnection } from './tokens.ts';

const write = ['Card.Instance.Write'];
const streaming = ['Card.Streaming.Write'];
const sending = ['qyapi_robot_sendmsg'];

const route =
  (access: Access, scopes: readonly string[]) =>
  (api: string, method: string, path: string, run: Run): Route => ({
    api,
    method,
    path,
    access,
    scopes,
    run,
  });

const open = route('open', []);

const routes: readonly Route[] = [
  open('token', 'POST', '/v1.0/oauth2/accessToken', accessToken),
  open('token.old', 'GET', '/gettoken', oldToken),
  open('gateway', 'POST', '/v1.0/gateway/connections/open', openConnection),
  route('old', ['qyapi_base'])('media.upload', 'POST', '/media/upload', uploadMedia),
  route('session', [])('session', 'POST', '/robot/sendBySession', sendBySession),
  route('api', [...write, ...sending])(
    'cards.createAndDeliver',
    'POST',
    '/v1.0/card/instances/createAndDeliver',
    createAndDeliver,
  ),
  route('api', write)('cards.create', 'POST', '/v1.0/card/instances', createCard),
  route('api', [...write, ...sending])('cards.deliver', 'POST', '/v1.0/card/instances/deliver', deliverCard),
  route('api', streaming)('cards.streaming', 'PUT', '/v1.0/card/streaming', streamCard),
  route('api', write)('cards.update', 'PUT', '/v1.0/card/instances', updateCard),
  route('api', write)('standard.send', 'POST', '/v1.0/im/v1.0/robot/interactiveCards/send', sendStandardCard),
  route('api', write)('standard.update', 'PUT', '/v1.0/im/robots/interactiveCards', updateStandardCard),
  route('api', sending)('robot.group', 'POST', '/v1.0/robot/groupMessages/send', sendToGroup),
  route('api', sending)('robot.people', 'POST', '/v1.0/robot/oToMessages/batchSend', sendToPeople),
  route('api', sending)('robot.recallGroup', 'POST', '/v1.0/robot/groupMessages/recall', recallMessages),
  route('api', sending)('robot.recallPeople', 'POST', '/v1.0/robot/otoMessages/batchRecall', recallMessages),
];

/** The route of a request. */
export const findRoute = (method: string, path: string): Route | undefined =>
  routes.find(route => route.method === method && route.path === path);
