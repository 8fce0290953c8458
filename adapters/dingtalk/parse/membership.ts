import type { Arrival } from '../../../src/message.ts';
import { groupEvent } from '../wire.ts';

type Membership = Extract<Arrival, { readonly kind: 'membership' }>;

/**
 * What DingTalk calls the events of a group. It tells of a robot that comes and goes only where that is a cool app of
 * the group, and each of them only where the developer console subscribes to it.
 * https://open.dingtalk.com/document/development/install-cool-app-event-in-group
 * https://open.dingtalk.com/document/development/group-session-disband-group
 */
const states: ReadonlyMap<string, Membership['state']> = new Map([
  ['im_cool_app_install', 'joined'],
  ['im_cool_app_uninstall', 'left'],
  ['chat_disband', 'left'],
]);

/** Whether it tells of the bot's coming and going. */
export const isMembership = (eventType: string): boolean => states.has(eventType);

/** What an event means, and what else it tells. */
export interface ParsedMembership {
  readonly arrival: Arrival;
  /** Of the cool app by which the bot came. */
  readonly coolAppCode?: string;
}

/**
 * Their event → our words.
 * @param id the same when it is told again
 * @param at when it happened, Unix milliseconds
 */
export function parseMembership(
  eventType: string,
  id: string,
  payload: unknown,
  at?: number,
): ParsedMembership {
  const state = states.get(eventType);
  const { data } = groupEvent.safeParse(payload);
  if (!state || !data) return { arrival: { kind: 'nothing', why: 'an event of unknown shape' } };
  const { openConversationId, coolAppCode } = data;
  const chat = { id: openConversationId, kind: 'group' } as const;
  return {
    arrival: { kind: 'membership', platform: 'dingtalk', chat, state, id, at },
    ...(coolAppCode !== undefined && { coolAppCode }),
  };
}
