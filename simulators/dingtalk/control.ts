import type { ControlRoutes } from '../control-routes.ts';
import type { Away } from './delivery/gateway.ts';
import type { Fault, FaultTarget } from './faults.ts';
import type { SayOptions } from './people/say.ts';
import type { People } from './people.ts';
import type { Stage } from './stage.ts';
import type { Person } from './words.ts';
import type { PersonLike } from './world.ts';

/** What another process may do here. */
export type Control = People & Stage & { readonly bot: Person };

/** What a control request may tell. */
export interface ControlBody extends Omit<SayOptions, 'mentions'> {
  chat?: string;
  person?: PersonLike;
  messageId?: string;
  text?: string;
  /** Staff ids, `bot` and `all`. */
  mentions?: string[];
  button?: string;
  /** In the query: `true` shows what was taken back too. */
  all?: string;
  title?: string;
  isCoolApp?: boolean;
  /** `"Infinity"` is for ever. */
  times?: number | 'Infinity';
  count?: number;
  scopes?: string[];
  ms?: number;
  url?: string;
  how?: Away;
}

/** A person is `{"staffId":"li","name":"李"}`; without a chat, it is the person's private one. */
export const controlRoutes: ControlRoutes<Control, ControlBody> = {
  'GET chats': ({ chats }) => chats().map(({ id, type, title }) => ({ id, type, title })),
  'GET messages': (control, body) => control.messages(chatOf(control, body), { all: body.all === 'true' }),
  'GET calls': ({ calls }) => calls,
  'GET deliveries': ({ deliveries }) => deliveries,
  'GET billed': control => control.billed(),
  'GET connections': control => ({ count: control.connections() }),
  'GET opens': control => control.opens(),
  'POST group': (control, { title = '测试群', isCoolApp }) => ({
    chat: control.group({ title, isCoolApp }).id,
  }),
  'POST say'(control, { text = '', mentions = [], ...options }) {
    const mentioned = mentions.map(name =>
      name === 'all' ? name : name === 'bot' ? control.bot : control.person({ staffId: name }),
    );
    const chat = chatOf(control, options);
    return {
      messageId: control.say(chat, personOf(control, options), text, { ...options, mentions: mentioned }),
    };
  },
  'POST press': (control, body) =>
    control.press(chatOf(control, body), personOf(control, body), body.messageId ?? '', body.button ?? ''),
  'POST kick': (control, body) => control.kick(chatOf(control, body)),
  'POST admit': (control, body) => control.admit(chatOf(control, body)),
  'POST recall': (control, body) => control.recall(chatOf(control, body), body.messageId ?? ''),
  'POST disband': (control, body) => control.disband(chatOf(control, body)),
  'POST block': (control, body) => control.block(chatOf(control, body)),
  'POST unblock': (control, body) => control.unblock(chatOf(control, body)),
  'POST faults': (control, { times, ...fault }) =>
    control.fault(fault as unknown as Fault & FaultTarget, Number(times ?? 1)),
  'DELETE faults': control => control.clearFaults(),
  'POST duplicates': (control, { count = 1 }) => control.duplicateEvents(count),
  'POST delays': (control, { count = 1, ms = 1000 }) => control.delayEvents(count, ms),
  'POST reorder': (control, { count = 2 }) => control.reorderEvents(count),
  'POST webhook': (control, { url }) => control.deliverTo(url),
  'DELETE connections': control => control.dropConnections(),
  'POST disconnect': control => control.disconnect(),
  'POST silence': control => control.silence(),
  'POST ping': async control => ({ answered: await control.ping() }),
  'DELETE gateway': (control, { how }) => control.gatewayDown(how),
  'POST gateway': control => control.gatewayUp(),
  'DELETE tokens': control => control.expireTokens(),
  'POST missing-scopes': (control, { scopes = [] }) => control.missingScopes(...scopes),
  'POST advance': (control, { ms = 0 }) => control.advance(ms),
};

const personOf = (control: Control, { person }: ControlBody): Person => control.person(person);

const chatOf = (control: Control, body: ControlBody) =>
  body.chat === undefined ? control.direct(personOf(control, body)) : { id: body.chat };
