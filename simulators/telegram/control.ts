import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http.ts';
import type { Fault, FaultTarget } from './faults.ts';
import type { People } from './people.ts';
import type { SayOptions } from './say.ts';
import type { Stage } from './stage.ts';
import type { Call, Person } from './words.ts';

/** What another process may do here. */
export type Control = People & Stage & { readonly calls: readonly Call[] };

interface Body extends SayOptions {
  chat?: number;
  person?: Person;
  messageId?: number;
  text?: string;
  button?: string;
  title?: string;
  supergroup?: boolean;
  topics?: boolean;
  /** `"Infinity"` is for ever. */
  times?: number | 'Infinity';
  count?: number;
}

/**
 * One route for each thing another process may do: `<verb> /_simulator/<name>`, JSON in, JSON out.
 * A person is `{"id":42,"firstName":"Li"}`; without a chat, it is the person's private one.
 */
const routes: Record<string, (control: Control, body: Body) => unknown> = {
  'GET chats': ({ chats }) => chats().map(({ id, type, title }) => ({ id, type, title })),
  'GET messages': (control, body) => control.messages(chatOf(control, body)),
  'GET calls': ({ calls }) => calls,
  'POST group': (control, { title = '测试群', ...kind }) => ({ chat: control.group({ ...kind, title }).id }),
  'POST say': (control, body) => {
    const { text = '', ...options } = body;
    return { messageId: control.say(chatOf(control, body), personOf(control, body), text, options) };
  },
  'POST edit': (control, body) => control.edit(chatOf(control, body), body.messageId ?? 0, body.text ?? ''),
  'POST press': (control, body) =>
    control.press(chatOf(control, body), personOf(control, body), body.messageId ?? 0, body.button ?? ''),
  'POST delete': (control, body) => control.deleteMessage(chatOf(control, body), body.messageId ?? 0),
  'POST block': (control, body) => control.block(personOf(control, body)),
  'POST admin': (control, body) => control.makeAdmin(chatOf(control, body), personOf(control, body)),
  'POST faults': (control, { times, ...fault }) =>
    control.fault(fault as unknown as Fault & FaultTarget, Number(times ?? 1)),
  'DELETE faults': control => control.clearFaults(),
  'POST duplicates': (control, { count }) => control.duplicateUpdates(count ?? 1),
  'POST reorder': (control, { count }) => control.reorderUpdates(count ?? 2),
  'POST lost-webhook-answers': (control, { count }) => control.loseWebhookAnswers(count ?? 1),
};

/** Answers a control request: 200 with the result, 404 for an unknown route, 400 with what was wrong. */
export async function serveControl(
  control: Control,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const route = routes[`${req.method} ${url.pathname.slice('/_simulator/'.length)}`];
  if (!route) return sendJson(res, 404, { error: 'unknown route', routes: Object.keys(routes) });
  try {
    const source = (await readBody(req)).toString() || '{}';
    const chat = url.searchParams.get('chat');
    const body: Body = { ...JSON.parse(source), ...(chat && { chat: Number(chat) }) };
    sendJson(res, 200, (await route(control, body)) ?? {});
  } catch (error) {
    sendJson(res, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

const personOf = (control: Control, { person }: Body): Person => control.person(person);

const chatOf = (control: Control, body: Body) =>
  body.chat === undefined ? control.direct(personOf(control, body)) : { id: body.chat };
