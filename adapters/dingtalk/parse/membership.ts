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

/** Their event → our words. @param id the same when it is told again */
export function parseMembership(eventType: string, id: string, payload: unknown): Arrival {
  const state = states.get(eventType);
  const { data } = groupEvent.safeParse(payload);
  if (!state || !data) return { kind: 'nothing', why: 'an event of unknown shape' };
  return {
    kind: 'membership',
    platform: 'dingtalk',
    chat: { id: data.openConversationId, kind: 'group' },
    state,
    id,
  };
}
