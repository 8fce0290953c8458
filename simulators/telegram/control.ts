import type { ControlRoutes } from '../control-routes.ts';
import type { Fault, FaultTarget } from './faults.ts';
import type { SayOptions } from './people/say.ts';
import type { People } from './people.ts';
import type { Stage } from './stage.ts';
import type { Call, Person } from './words.ts';

/** What another process may do here. */
export type Control = People & Stage & { readonly calls: readonly Call[] };

/** What a control request may tell. */
export interface ControlBody extends SayOptions {
  /** In the query it is a text. */
  chat?: number | string;
  person?: Person;
  messageId?: number;
  text?: string;
  button?: string;
  /** In the query: `true` shows what was taken back too. */
  all?: string;
  title?: string;
  supergroup?: boolean;
  topics?: boolean;
  /** `"Infinity"` is for ever. */
  times?: number | 'Infinity';
  count?: number;
  ms?: number;
}

/** A person is `{"id":42,"firstName":"Li"}`; without a chat, it is the person's private one. */
export const controlRoutes: ControlRoutes<Control, ControlBody> = {
  'GET chats': ({ chats }) => chats().map(({ id, type, title }) => ({ id, type, title })),
  'GET messages': (control, body) => control.messages(chatOf(control, body), { all: body.all === 'true' }),
  'GET calls': ({ calls }) => calls,
  'GET deliveries': ({ deliveries }) => deliveries,
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
  'POST unblock': (control, body) => control.unblock(personOf(control, body)),
  'POST kick': (control, body) => control.kick(chatOf(control, body)),
  'POST admit': (control, body) => control.admit(chatOf(control, body)),
  'POST disband': (control, body) => control.disband(chatOf(control, body)),
  'POST migrate': (control, body) => ({ chat: control.migrate(chatOf(control, body)).id }),
  'POST channel': (control, { title = '测试频道', chat }) => ({
    chat: control.channel({ title, ...(chat !== undefined && { discussion: { id: Number(chat) } }) }).id,
  }),
  'POST channel-post': (control, body) => ({
    messageId: control.channelPost(chatOf(control, body), body.text ?? ''),
  }),
  'POST admin': (control, body) => control.makeAdmin(chatOf(control, body), personOf(control, body)),
  'POST faults': (control, { times, ...fault }) =>
    control.fault(fault as unknown as Fault & FaultTarget, Number(times ?? 1)),
  'DELETE faults': control => control.clearFaults(),
  'POST duplicates': (control, { count }) => control.duplicateUpdates(count ?? 1),
  'POST reorder': (control, { count }) => control.reorderUpdates(count ?? 2),
  'POST delays': (control, { count, ms }) => control.delayUpdates(count ?? 1, ms ?? 1000),
  'POST lost-webhook-answers': (control, { count }) => control.loseWebhookAnswers(count ?? 1),
};

const personOf = (control: Control, { person }: ControlBody): Person => control.person(person);

const chatOf = (control: Control, body: ControlBody) =>
  body.chat === undefined ? control.direct(personOf(control, body)) : { id: Number(body.chat) };
