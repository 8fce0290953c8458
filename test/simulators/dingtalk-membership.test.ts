import axios from 'axios';
import { DWClient, type DWClientDownStream, EventAck } from 'dingtalk-stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type DingtalkSimulator, startDingtalk } from '../../simulators/dingtalk/index.ts';
import { listen, readBody, sendJson } from '../../simulators/http.ts';
import { connect, obliging } from './dingtalk-client.ts';

let dingtalk: DingtalkSimulator;
let undo: (() => unknown)[];

beforeEach(async () => {
  dingtalk = await startDingtalk();
  undo = [() => dingtalk.close()];
});

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const acknowledged = () => dingtalk.deliveries.filter(({ outcome }) => outcome === 'acknowledged');

/** The official client, subscribed to events. @returns the events that came, as it read them */
async function listenOfficially(
  answer: () => EventAck = () => EventAck.SUCCESS,
): Promise<DWClientDownStream[]> {
  const interceptor = axios.interceptors.request.use(request => ({
    ...request,
    url: request.url?.replace(/^https:\/\/o?api\.dingtalk\.com/, dingtalk.url) ?? '',
  }));
  const info = vi.spyOn(console, 'info').mockReturnValue();
  const { clientId, clientSecret } = dingtalk;
  const client = new DWClient({ clientId, clientSecret });
  const came: DWClientDownStream[] = [];
  client.registerAllEventListener(event => {
    came.push(event);
    return { status: answer() };
  });
  undo.push(() => {
    client.disconnect();
    axios.interceptors.request.eject(interceptor);
    info.mockRestore();
  });
  await client.connect();
  return came;
}

test('the official client hears what becomes of a group that has the bot as a cool app', async () => {
  const came = await listenOfficially();
  const group = dingtalk.group({ title: '队', isCoolApp: true });
  dingtalk.kick(group);
  dingtalk.admit(group);
  dingtalk.disband(group);
  await dingtalk.waitFor(() => acknowledged().length === 4);
  expect(came.map(({ type, headers }) => [type, headers.eventType])).toEqual([
    ['EVENT', 'im_cool_app_install'],
    ['EVENT', 'im_cool_app_uninstall'],
    ['EVENT', 'im_cool_app_install'],
    ['EVENT', 'chat_disband'],
  ]);
  for (const { data } of came) expect(JSON.parse(data)).toMatchObject({ openConversationId: group.id });
  expect(new Set(came.map(({ headers }) => headers.eventId)).size).toBe(4);
});

test('an event that is put off comes again, as the same event', async () => {
  const answers = [EventAck.LATER, EventAck.SUCCESS];
  const came = await listenOfficially(() => answers.shift() ?? EventAck.SUCCESS);
  dingtalk.group({ title: '队', isCoolApp: true });
  await dingtalk.waitFor(() => dingtalk.deliveries.some(({ outcome }) => outcome === 'refused'));
  dingtalk.advance(60_000);
  await dingtalk.waitFor(() => acknowledged().length > 0);
  expect(dingtalk.deliveries.map(({ outcome }) => outcome)).toEqual(['refused', 'acknowledged']);
  expect(came[0]?.headers.eventId).toBe(came[1]?.headers.eventId);
  expect(came[0]?.headers.messageId).not.toBe(came[1]?.headers.messageId);
});

test('an ordinary group is joined, left and disbanded without a word', async () => {
  const came = await listenOfficially();
  const group = dingtalk.group({ title: '队' });
  dingtalk.kick(group);
  dingtalk.admit(group);
  dingtalk.disband(group);
  dingtalk.group({ title: '酷', isCoolApp: true });
  await dingtalk.waitFor(() => acknowledged().length === 1);
  expect(came.map(({ headers }) => headers.eventType)).toEqual(['im_cool_app_install']);
});

test('a group that the bot left may end without it', async () => {
  const came = await listenOfficially();
  const group = dingtalk.group({ title: '队', isCoolApp: true });
  dingtalk.kick(group);
  dingtalk.disband(group);
  dingtalk.group({ title: '酷', isCoolApp: true });
  await dingtalk.waitFor(() => acknowledged().length === 3);
  expect(came.map(({ headers }) => headers.eventType)).not.toContain('chat_disband');
});

test('the address of the robot’s messages hears of no events', async () => {
  const bodies: string[] = [];
  const server = await listen(async (request, response) => {
    bodies.push((await readBody(request)).toString());
    sendJson(response, 200, {});
  });
  undo.push(() => server.close());
  dingtalk.deliverTo(server.url);
  const group = dingtalk.group({ title: '队', isCoolApp: true });
  const id = dingtalk.say(group, dingtalk.person(), '在吗', { mentions: [dingtalk.bot] });
  await dingtalk.waitFor(() => acknowledged().length > 0);
  expect(bodies.map(body => JSON.parse(body).msgId)).toEqual([id]);
});

test('what a person takes back is gone from the screen, and the bot hears nothing of it', async () => {
  const li = dingtalk.person();
  const chat = dingtalk.direct(li);
  const client = await connect(dingtalk, obliging);
  const id = dingtalk.say(chat, li, '你好');
  await dingtalk.waitFor(() => acknowledged().length > 0);
  dingtalk.recall(chat, id);
  expect(dingtalk.messages(chat)).toEqual([]);
  dingtalk.say(chat, li, '再见');
  await dingtalk.waitFor(() => acknowledged().length === 2);
  expect(client.frames.filter(({ type }) => type !== 'SYSTEM')).toHaveLength(2);
});
