import type { ControlRoutes } from '../control-routes.ts';
import type { Split } from './delivery/peer.ts';
import type { Fault, FaultTarget } from './faults.ts';
import type { SayOptions } from './people/say.ts';
import type { People } from './people.ts';
import type { Stage } from './stage.ts';
import type { Call, Person } from './words.ts';

/** What another process may do here. */
export type Control = People & Stage & { readonly calls: readonly Call[]; readonly bot: Person };

/** What a control request may tell. */
export interface ControlBody extends Omit<SayOptions, 'mentions'> {
  chat?: string;
  person?: Partial<Person>;
  messageId?: string;
  text?: string;
  /** Open ids, `bot` and `all`. */
  mentions?: string[];
  button?: string;
  /** In the query: `true` shows what was taken back too. */
  all?: string;
  title?: string;
  topics?: boolean;
  /** `"Infinity"` is for ever. */
  times?: number | 'Infinity';
  count?: number;
  parts?: number;
  how?: Split;
  scopes?: string[];
  ms?: number;
  url?: string;
}

/** A person is `{"openId":"ou_li","name":"Li"}`; without a chat, it is the person's private one. */
export const controlRoutes: ControlRoutes<Control, ControlBody> = {
  'GET chats': ({ chats }) => chats().map(({ id, type, title }) => ({ id, type, title })),
  'GET messages': (control, body) => control.messages(chatOf(control, body), { all: body.all === 'true' }),
  'GET calls': ({ calls }) => calls,
  'GET deliveries': ({ deliveries }) => deliveries,
  'GET connections': ({ connections }) => ({ count: connections() }),
  'POST group': (control, { title = '测试群', topics = false }) => ({
    chat: control.group({ title, topics }).id,
  }),
  'POST say'(control, { text = '', mentions = [], ...options }) {
    const mentioned = mentions.map(name =>
      name === 'all' ? name : name === 'bot' ? control.bot : control.person({ openId: name }),
    );
    const chat = chatOf(control, options);
    return {
      messageId: control.say(chat, personOf(control, options), text, { ...options, mentions: mentioned }),
    };
  },
  'POST press': (control, body) =>
    control.press(chatOf(control, body), personOf(control, body), body.messageId ?? '', body.button ?? ''),
  'POST recall': (control, body) => control.recall(chatOf(control, body), body.messageId ?? ''),
  'POST owner': (control, body) => control.setOwner(chatOf(control, body), personOf(control, body)),
  'POST manager': (control, body) => control.makeManager(chatOf(control, body), personOf(control, body)),
  'POST kick': (control, body) => control.kick(chatOf(control, body)),
  'POST admit': (control, body) => control.admit(chatOf(control, body)),
  'POST disband': (control, body) => control.disband(chatOf(control, body)),
  'POST enter': (control, body) => control.enter(personOf(control, body)),
  'POST faults': (control, { times, ...fault }) =>
    control.fault(fault as unknown as Fault & FaultTarget, Number(times ?? 1)),
  'DELETE faults': control => control.clearFaults(),
  'POST duplicates': (control, { count = 1 }) => control.duplicateEvents(count),
  'POST delays': (control, { count = 1, ms = 1000 }) => control.delayEvents(count, ms),
  'POST reorder': (control, { count = 2 }) => control.reorderEvents(count),
  'POST splits': (control, { parts = 2, count = 1, how }) => control.splitEvents(parts, count, how),
  'POST webhook': (control, { url }) => control.deliverTo(url),
  'POST challenge': async control => ({ echoed: await control.challenge() }),
  'DELETE connections': control => control.dropConnections(),
  'POST mute-connections': control => control.muteConnections(),
  'POST refused-connections': (control, { times }) => control.refuseConnections(Number(times ?? 1)),
  'DELETE tokens': control => control.expireTokens(),
  'POST missing-scopes': (control, { scopes = [] }) => control.missingScopes(...scopes),
  'POST advance': (control, { ms = 0 }) => control.advance(ms),
};

const personOf = (control: Control, { person }: ControlBody): Person => control.person(person);

const chatOf = (control: Control, body: ControlBody) =>
  body.chat === undefined ? control.direct(personOf(control, body)) : { id: body.chat };
